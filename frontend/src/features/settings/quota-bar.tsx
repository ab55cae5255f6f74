import { Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Host } from '@/api/types'

const WARN_FROM = 0.8

interface QuotaBarProps {
  quota: Host['quota']
}

/** How much of what Zoom takes today is used; said in words once it becomes scarce. */
export function QuotaBar({ quota: { used, limit } }: QuotaBarProps) {
  const { t } = useTranslation()
  const scarce = used >= limit * WARN_FROM
  const gone = used >= limit
  const words = gone ? t('hosts.noneLeft') : t('hosts.nearLimit', { left: limit - used })
  return (
    <div style={{ minWidth: 110 }}>
      <Text fz={13} className="tabular">
        {t('hosts.used', { used, limit })}
      </Text>
      <Progress.Root size={6} mt={4}>
        <Progress.Section
          value={(100 * used) / limit}
          color={gone ? 'red' : scarce ? 'orange' : 'brand'}
          aria-label={t('hosts.usedOf', { used, limit })}
        />
      </Progress.Root>
      {scarce && (
        <Text fz={13} mt={4} c={gone ? 'var(--app-error-text)' : 'var(--app-warning-text)'}>
          {words}
        </Text>
      )}
    </div>
  )
}
