import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { HealthMark } from '@/features/health/health-mark'
import classes from '@/features/health/health-sign.module.css'
import { healthQuery } from '@/features/health/queries'

/** A small mark for administrators when something needs attention; nothing otherwise. */
export function HealthSign() {
  const { t } = useTranslation()
  const { data: health } = useQuery(healthQuery)
  if (health?.state !== 'attention' && health?.state !== 'broken') return null
  return (
    <span className={classes.sign} role="img" aria-label={t('health.sign')}>
      <HealthMark state={health.state} size={18} />
    </span>
  )
}
