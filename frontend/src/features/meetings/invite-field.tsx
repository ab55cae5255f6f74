import { Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useMeetingFormContext } from '@/features/meetings/form-values'

/** Offered once it is known whose people these would be. */
export function InviteField() {
  const { t } = useTranslation()
  const form = useMeetingFormContext()
  const { subjectKind, subject } = form.values
  if (subjectKind === 'none' || !subject) return null
  return (
    <Checkbox
      {...form.getInputProps('invitesPeople', { type: 'checkbox' })}
      label={t(`form.invites.${subjectKind}`)}
      description={t('form.invites.meaning')}
    />
  )
}
