import { Group, Input, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ZoomSettings } from '@/api/types'
import { formatDate, formatTime } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { dayOf, toWall } from '@/lib/time'
import { CopyButton } from '@/ui/copy-button'

interface WebhookAddressProps {
  settings: ZoomSettings
}

/** Where Zoom is to send its events, and whether it proved that this is us. */
export function WebhookAddress({ settings }: WebhookAddressProps) {
  const { t, i18n } = useTranslation()
  const zone = useAccount().timezone
  const write = (at: string) => `${formatDate(dayOf(toWall(at, zone)), i18n.language)}, ${formatTime(at, zone)}`
  const { webhook_validated_at: validatedAt, previous_webhook_secret_until: previousUntil } = settings
  return (
    <div>
      <Input.Label component="div">{t('webhooks.address.label')}</Input.Label>
      <Input.Description mb={6}>{t('webhooks.address.hint')}</Input.Description>
      <Group gap="sm">
        <Text style={{ overflowWrap: 'anywhere' }}>{settings.webhook_url}</Text>
        <CopyButton value={settings.webhook_url} label={t('webhooks.address.copy')} />
      </Group>
      <Text c="dimmed" fz={13} mt={6}>
        {validatedAt
          ? t('webhooks.address.validated', { when: write(validatedAt) })
          : t('webhooks.address.notValidated')}
      </Text>
      {previousUntil && (
        <Text c="dimmed" fz={13}>
          {t('webhooks.address.previous', { when: write(previousUntil) })}
        </Text>
      )}
    </div>
  )
}
