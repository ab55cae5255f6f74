import { ActionIcon, Group, Menu, Text } from '@mantine/core'
import { useClipboard } from '@mantine/hooks'
import { IconDots, IconLink, IconReload, IconUserMinus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Participant } from '@/api/types'
import { ParticipantState, useReason } from '@/features/participants/participant-state'
import { useAddParticipants } from '@/features/participants/queries'
import { useConfirmWithdraw } from '@/features/participants/use-confirm-withdraw'
import { notifyDone, notifyProblem } from '@/ui/notify'
import { PersonAvatar } from '@/ui/person-avatar'

interface ParticipantRowProps {
  participant: Participant
  meetingId: string
  mayChange: boolean
}

export function ParticipantRow({ participant, meetingId, mayChange }: ParticipantRowProps) {
  const reason = useReason(participant)
  const isGone = participant.state === 'withdrawn'
  const hasMenu = participant.join_url !== null || mayChange
  return (
    <Group component="li" gap={10} wrap="nowrap" align="flex-start">
      <PersonAvatar person={participant} />
      <div style={{ minWidth: 0, flex: 1 }}>
        <Text truncate c={isGone ? 'dimmed' : undefined}>
          {participant.name}
        </Text>
        <Text c="dimmed" fz={13} truncate title={participant.email}>
          {participant.email}
        </Text>
        <Group gap={6} mt={4}>
          <ParticipantState participant={participant} />
        </Group>
        {reason && (
          <Text c="dimmed" fz={13} mt={4} style={{ overflowWrap: 'anywhere' }}>
            {reason}
          </Text>
        )}
      </div>
      {hasMenu && <RowMenu participant={participant} meetingId={meetingId} mayChange={mayChange} />}
    </Group>
  )
}

/** Only what can be done with this person now. */
function RowMenu({ participant, meetingId, mayChange }: ParticipantRowProps) {
  const { t } = useTranslation()
  const clipboard = useClipboard()
  const confirmWithdraw = useConfirmWithdraw()
  const add = useAddParticipants()
  const { join_url: link, state, email, first_name, last_name } = participant
  const copy = () => {
    clipboard.copy(link)
    notifyDone(t('participants.linkCopied', { name: participant.name }))
  }
  const addAgain = () =>
    add.mutate(
      { meetingId, people: [{ email, first_name, last_name }] },
      { onError: (error) => notifyProblem(error, t) },
    )
  const mayAddAgain = mayChange && (state === 'refused' || state === 'withdrawn')
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('participants.menu', { name: participant.name })}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {link && (
          <Menu.Item leftSection={<IconLink size={16} aria-hidden />} onClick={copy}>
            {state === 'registered' ? t('participants.copyOwnLink') : t('participants.copyLink')}
          </Menu.Item>
        )}
        {mayAddAgain && (
          <Menu.Item leftSection={<IconReload size={16} aria-hidden />} onClick={addAgain}>
            {state === 'refused' ? t('participants.tryAgain') : t('participants.addBack')}
          </Menu.Item>
        )}
        {mayChange && state !== 'withdrawn' && (
          <Menu.Item
            c="var(--app-error-text)"
            leftSection={<IconUserMinus size={16} aria-hidden />}
            onClick={() => confirmWithdraw(meetingId, participant)}
          >
            {t('participants.withdraw')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}
