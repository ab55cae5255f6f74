import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useTranslation } from 'react-i18next'
import type { Difference, DifferenceChoice } from '@/api/types'
import { useDecideDifference } from '@/features/differences/queries'
import { fieldName } from '@/lib/field-words'
import { notifyDone, notifyProblem } from '@/ui/notify'

/** Decides whose value counts; a new link for everybody is asked about first. */
export function useDecision(meetingId: string, { field, why, ours }: Difference) {
  const { t } = useTranslation()
  const decision = useDecideDifference(meetingId)
  const send = (take: DifferenceChoice['take'], newLink: boolean) =>
    decision.mutate(
      { field, take, new_link: newLink },
      {
        onSuccess: () =>
          notifyDone(t(take === 'zoom' ? 'differences.took' : 'differences.sent', { field: fieldName(field, t) })),
        onError: (error) => notifyProblem(error, t),
      },
    )
  const askForNewLink = () =>
    modals.openConfirmModal({
      title: t('differences.anewTitle'),
      children: <Text>{t('differences.anewText', { host: String(ours ?? '') })}</Text>,
      labels: { confirm: t('differences.anewConfirm'), cancel: t('common.cancel') },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () => send('ours', true),
    })
  return {
    decide: (take: DifferenceChoice['take']) =>
      take === 'ours' && why === 'host_refused' ? askForNewLink() : send(take, false),
    isPending: decision.isPending,
  }
}
