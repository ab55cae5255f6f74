import { Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Host } from '@/api/types'
import { formatTime } from '@/lib/format'
import { useAccount } from '@/lib/session'

const WARN_FROM = 0.8

interface QuotaBarProps {
  quota: Host['quota']
}

/** How much of what Zoom takes today is used; said in words once it becomes scarce. */
export function QuotaBar({ quota }: QuotaBarProps) {
  const { t } = useTranslation()
  const { used, limit } = quota
  const scarce = used >= limit * WARN_FROM
  const gone = used >= limit
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
      {scarce && !gone && (
        <Text fz={13} mt={4} c="var(--app-warning-text)">
          {t('hosts.nearLimit', { left: limit - used })}
        </Text>
      )}
      {used > 0 && <Pace quota={quota} />}
    </div>
  )
}

/** How long the rest lasts if the day goes on as it began, on the reader's clock. */
function Pace({ quota }: QuotaBarProps) {
  const { t } = useTranslation()
  const zone = useAccount().timezone
  const { used, limit, exhausted_at: exhaustedAt, resets_at: resetsAt } = quota
  const again = formatTime(resetsAt, zone)
  if (used >= limit) {
    return (
      <Text fz={13} mt={4} c="var(--app-error-text)">
        {t('hostPace.again', { time: again })}
      </Text>
    )
  }
  return (
    <Text fz={13} mt={4} c={exhaustedAt ? 'var(--app-warning-text)' : 'dimmed'}>
      {exhaustedAt
        ? t('hostPace.exhausted', { time: formatTime(exhaustedAt, zone) })
        : t('hostPace.enough', { time: again })}
    </Text>
  )
}
