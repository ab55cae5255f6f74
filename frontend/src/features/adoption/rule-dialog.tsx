import { Button, Group, Modal, Stack, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/problem'
import type { AdoptionRule } from '@/api/types'
import { useSaveRule } from '@/features/adoption/queries'
import { RuleConditions } from '@/features/adoption/rule-conditions'
import { RuleEffect } from '@/features/adoption/rule-effect'
import { bodyOf, FIELD_NAMES, type RuleValues, valuesOf } from '@/features/adoption/rule-values'
import { fieldTexts, problemText } from '@/lib/problem-text'
import { FormAlert } from '@/ui/form-alert'
import { notifyDone } from '@/ui/notify'

interface RuleDialogProps {
  /** A rule, a new one, or nothing when the dialog is closed. */
  open: AdoptionRule | 'new' | null
  onClose: () => void
}

export function RuleDialog({ open, onClose }: RuleDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={open !== null}
      onClose={onClose}
      size="lg"
      title={open === 'new' ? t('adoption.newRule') : t('adoption.editRule')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {open && <RuleForm key={open === 'new' ? open : open.id} rule={open === 'new' ? null : open} onClose={onClose} />}
    </Modal>
  )
}

interface RuleFormProps {
  rule: AdoptionRule | null
  onClose: () => void
}

function RuleForm({ rule, onClose }: RuleFormProps) {
  const { t } = useTranslation()
  const save = useSaveRule(rule)
  const form = useForm<RuleValues>({
    initialValues: valuesOf(rule),
    validate: {
      name: (name) => (name.trim() ? null : t('adoption.nameNeeded')),
      subject: (subject, { findBy }) => (findBy === 'fixed' && !subject ? t('adoption.subjectNeeded') : null),
    },
  })
  const submit = form.onSubmit((values) =>
    save.mutate(bodyOf(values), {
      onSuccess: ({ name }) => {
        notifyDone(t('adoption.ruleSaved', { name }))
        onClose()
      },
      onError: (error) => form.setErrors(fieldTexts(error, FIELD_NAMES)),
    }),
  )
  const isAtItsField = save.error instanceof ApiError && save.error.fields.length > 0
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {save.isError && !isAtItsField && (
          <FormAlert>
            {save.error instanceof ApiError && save.error.isStale ? t('common.stale') : problemText(save.error, t)}
          </FormAlert>
        )}
        <TextInput {...form.getInputProps('name')} label={t('adoption.ruleName')} required data-autofocus />
        <RuleConditions form={form} known={rule?.host_staff ?? null} />
        <RuleEffect form={form} known={rule?.staff ?? []} />
        <Group justify="flex-end">
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
