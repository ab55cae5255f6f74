import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { useDeleteMeeting } from '@/features/meetings/queries'
import { notifyDone, notifyProblem } from '@/ui/notify'

/** Asks first, names the meeting and what deleting it means. */
export function useConfirmDelete() {
  const { t } = useTranslation()
  const deleteMeeting = useDeleteMeeting()
  return (meeting: Meeting, afterwards?: () => void) =>
    modals.openConfirmModal({
      title: t('deleteMeeting.title'),
      children: (
        <>
          <Text fw={600} mb={6}>
            {meeting.topic}
          </Text>
          <Text c="dimmed">{t(meeting.kind === 'series' ? 'kinds.deleteSeries' : 'deleteMeeting.consequence')}</Text>
        </>
      ),
      labels: { confirm: t('common.delete'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () =>
        deleteMeeting.mutate(meeting.id, {
          onSuccess: () => {
            notifyDone(t('deleteMeeting.done', { topic: meeting.topic }))
            afterwards?.()
          },
          onError: (error) => notifyProblem(error, t),
        }),
    })
}
