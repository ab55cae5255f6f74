import { Button, Group, Modal, Skeleton, Stack } from '@mantine/core'
import { type FormErrors, useForm } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/problem'
import { type DirectoryRecord, type Noun, recordQuery, useSaveRecord } from '@/features/directory/noun'
import { NEW } from '@/features/directory/search'
import { fieldTexts, problemText } from '@/lib/problem-text'
import { ErrorState } from '@/ui/error-state'
import { FormAlert } from '@/ui/form-alert'
import { notifyDone } from '@/ui/notify'

interface RecordDialogProps<Item extends DirectoryRecord, Values> {
  noun: Noun<Item, Values>
  /** A record's id, `new`, or nothing when the dialog is closed. */
  open: string | undefined
  onClose: () => void
}

export function RecordDialog<Item extends DirectoryRecord, Values extends object>(
  props: RecordDialogProps<Item, Values>,
) {
  const { noun, open, onClose } = props
  const { t } = useTranslation()
  // While the dialog fades away it still shows what it showed.
  const [shown, setShown] = useState(open)
  if (open && open !== shown) setShown(open)
  return (
    <Modal
      opened={open !== undefined}
      onClose={onClose}
      title={shown === NEW ? t(`directory.${noun.key}.new`) : t(`directory.${noun.key}.one`)}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {shown === NEW && <RecordForm noun={noun} record={null} onClose={onClose} />}
      {shown && shown !== NEW && <KnownRecord key={shown} noun={noun} id={shown} onClose={onClose} />}
    </Modal>
  )
}

interface KnownRecordProps<Item extends DirectoryRecord, Values> {
  noun: Noun<Item, Values>
  id: string
  onClose: () => void
}

function KnownRecord<Item extends DirectoryRecord, Values extends object>(props: KnownRecordProps<Item, Values>) {
  const { noun, id, onClose } = props
  const { t } = useTranslation()
  const record = useQuery({ ...recordQuery(noun, id), staleTime: 0, gcTime: 0 })
  if (record.isError) return <ErrorState error={record.error} onRetry={() => void record.refetch()} />
  if (!record.data) {
    return (
      <Stack role="status" aria-label={t('common.loading')}>
        <Skeleton h={56} />
        <Skeleton h={56} />
        <Skeleton h={56} />
      </Stack>
    )
  }
  return <RecordForm key={record.data.version} noun={noun} record={record.data} onClose={onClose} />
}

interface RecordFormProps<Item extends DirectoryRecord, Values> {
  noun: Noun<Item, Values>
  record: Item | null
  onClose: () => void
}

function RecordForm<Item extends DirectoryRecord, Values extends object>(props: RecordFormProps<Item, Values>) {
  const { noun, record, onClose } = props
  const { t } = useTranslation()
  const save = useSaveRecord(noun, record)
  const form = useForm<Values>({
    initialValues: noun.valuesOf(record),
    validate: (values) => {
      const empty = noun.needed.filter((field) => !String(values[field] ?? '').trim())
      return Object.fromEntries(empty.map((field) => [field, t('directory.nameNeeded')])) as FormErrors
    },
  })
  const submit = form.onSubmit((values) =>
    save.mutate(values, {
      onSuccess: ({ name }) => {
        notifyDone(t('directory.saved', { name }))
        onClose()
      },
      onError: (error) => form.setErrors(fieldTexts(error)),
    }),
  )
  const atItsField = save.error instanceof ApiError && save.error.fields.length > 0
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {save.isError && !atItsField && (
          <FormAlert>
            {save.error instanceof ApiError && save.error.isStale ? t('common.stale') : problemText(save.error, t)}
          </FormAlert>
        )}
        <noun.Fields form={form} isNew={record === null} />
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
