import { Text } from '@mantine/core'
import { modals } from '@mantine/modals'
import { useTranslation } from 'react-i18next'
import { type DirectoryRecord, type Noun, useForgetNames, useRemoveRecord } from '@/features/directory/noun'
import { notifyDone, notifyProblem } from '@/ui/notify'

/** Asks first, names the record and what deleting it means. */
export function useConfirmRemove<Item extends DirectoryRecord, Values>(noun: Noun<Item, Values>) {
  const { t } = useTranslation()
  const remove = useRemoveRecord(noun)
  const forgetNames = useForgetNames()
  const removeNow = ({ id, name }: Item, afterwards: () => Promise<unknown>) =>
    remove.mutate(id, {
      onSuccess: async () => {
        notifyDone(t(`cards.removed.${noun.key}`, { name }))
        // Away from the card first: nobody should ask again for what is gone.
        await afterwards()
        await forgetNames()
      },
      onError: (error) => notifyProblem(error, t),
    })
  return (record: Item, afterwards: () => Promise<unknown> = () => Promise.resolve()) =>
    modals.openConfirmModal({
      title: t(`directory.${noun.key}.delete`),
      children: (
        <>
          <Text fw={600} mb={6}>
            {record.name}
          </Text>
          <Text c="dimmed">{t(`cards.consequence.${noun.key}`)}</Text>
        </>
      ),
      labels: { confirm: t(`cards.removeVerb.${noun.key}`), cancel: t('common.cancel') },
      confirmProps: { color: 'red' },
      closeButtonProps: { 'aria-label': t('common.close') },
      onConfirm: () => removeNow(record, afterwards),
    })
}
