import { Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconUserPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Meeting, Participant } from '@/api/types'
import { ParticipantRow } from '@/features/participants/participant-row'
import classes from '@/features/participants/participants.module.css'
import { participantsQuery } from '@/features/participants/queries'
import { problemText } from '@/lib/problem-text'
import { isBefore } from '@/lib/time'
import { useNow } from '@/lib/use-now'
import { LinkButton } from '@/ui/link-button'

interface ParticipantsCardProps {
  meeting: Meeting
}

/** The people of a meeting on its page, and how Zoom's registration of each stands. */
export function ParticipantsCard({ meeting }: ParticipantsCardProps) {
  const { t } = useTranslation()
  const now = useNow()
  const mayChange = meeting.can.edit && meeting.status === 'planned' && isBefore(now, meeting.starts_at)
  return (
    <Card p="lg" component="section" aria-label={t('participants.title')}>
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Title order={2}>{t('participants.title')}</Title>
        {mayChange && (
          <LinkButton
            to="."
            search={(old) => ({ ...old, dialog: 'add-participant', meeting: meeting.id })}
            variant="light"
            size="compact-sm"
            leftSection={<IconUserPlus size={15} aria-hidden />}
          >
            {t('participants.add')}
          </LinkButton>
        )}
      </Group>
      <People meeting={meeting} mayChange={mayChange} />
    </Card>
  )
}

interface PeopleProps extends ParticipantsCardProps {
  mayChange: boolean
}

/** Loading, failed, empty or full. */
function People({ meeting, mayChange }: PeopleProps) {
  const { t } = useTranslation()
  const people = useQuery(participantsQuery(meeting.id))
  if (people.isError && !people.data) {
    return (
      <Stack role="alert" gap={8} align="flex-start">
        <Text c="var(--app-error-text)">{problemText(people.error, t)}</Text>
        <Button variant="default" size="compact-sm" onClick={() => void people.refetch()}>
          {t('common.retry')}
        </Button>
      </Stack>
    )
  }
  if (!people.data) {
    return (
      <Stack gap={10} role="status" aria-label={t('common.loading')}>
        <Skeleton h={38} />
        <Skeleton h={38} />
      </Stack>
    )
  }
  if (people.data.length === 0) {
    return <Text c="dimmed">{mayChange ? t('participants.noneYet') : t('participants.none')}</Text>
  }
  return (
    <ul className={classes.people}>
      {goneLast(people.data).map((participant) => (
        <ParticipantRow key={participant.id} participant={participant} meetingId={meeting.id} mayChange={mayChange} />
      ))}
    </ul>
  )
}

function goneLast(people: Participant[]): Participant[] {
  const isGone = ({ state }: Participant) => state === 'withdrawn'
  return [...people.filter((person) => !isGone(person)), ...people.filter(isGone)]
}
