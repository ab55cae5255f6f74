import { Button, Stack, Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { useBringBack } from '@/features/meetings/use-bring-back'
import { isBefore, nowInstant } from '@/lib/time'
import { notifyDone, notifyProblem } from '@/ui/notify'

interface BringBackProps {
  meeting: Meeting
}

/** For a meeting that was deleted in Zoom: out of Zoom's bin, link and all, or anew. */
export function BringBack({ meeting }: BringBackProps) {
  const { t } = useTranslation()
  const revive = useBringBack('revive')
  const recreate = useBringBack('recreate')
  const isWaiting = meeting.sync.state === 'waiting'
  if (meeting.kind === 'single' && isBefore(meeting.ends_at, nowInstant())) return null
  const askToRecreate = () =>
    modals.openConfirmModal({
      title: t('bringBack.title'),
      children: (
        <>
          <Text fw={600} mb={6}>
            {meeting.topic}
          </Text>
          <Text c="dimmed">{t('bringBack.text')}</Text>
        </>
      ),
      labels: { confirm: t('bringBack.confirm'), cancel: t('common.cancel') },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () =>
        recreate.mutate(meeting.id, {
          onSuccess: () => notifyDone(t('bringBack.recreated')),
          onError: (error) => notifyProblem(error, t),
        }),
    })
  return (
    <Stack gap="xs" mt="md">
      <Button
        leftSection={<IconArrowBackUp size={16} aria-hidden />}
        loading={revive.isPending}
        disabled={isWaiting}
        onClick={() =>
          revive.mutate(meeting.id, {
            onSuccess: ({ status }) => {
              if (status !== 'missing') notifyDone(t('bringBack.revived'))
            },
            onError: (error) => notifyProblem(error, t),
          })
        }
      >
        {t('bringBack.revive')}
      </Button>
      {meeting.kind === 'single' && (
        <Button variant="default" loading={recreate.isPending} disabled={isWaiting} onClick={askToRecreate}>
          {t('bringBack.recreate')}
        </Button>
      )}
      <Text c="dimmed" fz={13}>
        {t('bringBack.hint')}
      </Text>
    </Stack>
  )
}
