import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useTranslation } from 'react-i18next'
import type { Participant } from '@/api/types'
import { useWithdrawParticipant } from '@/features/participants/queries'
import { notifyDone, notifyProblem } from '@/ui/notify'

/** Asks first, names the person and what withdrawing means. */
export function useConfirmWithdraw() {
  const { t } = useTranslation()
  const withdraw = useWithdrawParticipant()
  return (meetingId: string, { id, name, email, state }: Participant) =>
    modals.openConfirmModal({
      title: t('participants.withdrawTitle'),
      children: (
        <>
          <Text fw={600} mb={6}>
            {name} · {email}
          </Text>
          <Text c="dimmed">
            {state === 'link_only' ? t('participants.withdrawLinkOnly') : t('participants.withdrawConsequence')}
          </Text>
        </>
      ),
      labels: { confirm: t('participants.withdraw'), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () =>
        withdraw.mutate(
          { meetingId, participantId: id },
          {
            onSuccess: () => notifyDone(t('participants.withdrawn', { name })),
            onError: (error) => notifyProblem(error, t),
          },
        ),
    })
}
