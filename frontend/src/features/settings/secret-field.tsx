import { Button, Group, Input, PasswordInput, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ZoomSettings } from '@/api/types'
import type { ConnectionValues } from '@/features/settings/connection-values'
import { formatDate } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { dayOf, toWall } from '@/lib/time'

interface SecretFieldProps {
  form: UseFormReturnType<ConnectionValues>
  name: 'client_secret' | 'webhook_secret'
  label: string
  known: ZoomSettings['client_secret']
}

/** A secret goes in and never comes out: of the one that is set only the end and the day are known. */
export function SecretField({ form, name, label, known }: SecretFieldProps) {
  const { t, i18n } = useTranslation()
  const zone = useAccount().timezone
  const [replacing, setReplacing] = useState(!known.is_set)
  if (!replacing) {
    const date = known.changed_at ? formatDate(dayOf(toWall(known.changed_at, zone)), i18n.language) : ''
    return (
      <div>
        <Input.Label component="div">{label}</Input.Label>
        <Group gap="sm">
          <Text c="dimmed">{t('settings.secretSet', { date, last: known.last_four ?? '' })}</Text>
          <Button
            variant="default"
            size="compact-sm"
            aria-label={`${t('settings.replace')}: ${label}`}
            onClick={() => setReplacing(true)}
          >
            {t('settings.replace')}
          </Button>
        </Group>
      </div>
    )
  }
  const keep = () => {
    form.setFieldValue(name, '')
    setReplacing(false)
  }
  return (
    <Group align="flex-end" gap="sm">
      <PasswordInput
        {...form.getInputProps(name)}
        label={label}
        placeholder={known.is_set ? t('settings.newSecret') : t('settings.secretUnset')}
        autoComplete="off"
        autoFocus={known.is_set}
        flex={1}
        visibilityToggleButtonProps={{ 'aria-label': t('settings.showSecret') }}
      />
      {known.is_set && (
        <Button variant="default" onClick={keep}>
          {t('settings.keep')}
        </Button>
      )}
    </Group>
  )
}
