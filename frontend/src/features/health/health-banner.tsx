import { Alert, Anchor } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link, useRouterState } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Health } from '@/api/types'
import { HealthMark } from '@/features/health/health-mark'
import { healthQuery } from '@/features/health/queries'

const PAGE = '/settings/health'

/** The part that keeps meetings from Zoom, or Zoom's events from us; other troubles have the small mark only. */
function urgentPart({ connection, clock }: Health) {
  if (connection.state === 'broken') {
    return { title: 'health.parts.connection', text: `health.connection.${connection.code}` } as const
  }
  return clock.state === 'broken' ? ({ title: 'health.parts.clock', text: 'health.clock.broken' } as const) : null
}

/** Tells administrators on every page of what only they can mend. */
export function HealthBanner() {
  const { t } = useTranslation()
  const { data: health } = useQuery(healthQuery)
  const isThere = useRouterState({ select: ({ location }) => location.pathname === PAGE })
  const urgent = health && !isThere ? urgentPart(health) : null
  if (!urgent) return null
  return (
    <Alert mb="md" color="red" title={t(urgent.title)} icon={<HealthMark state="broken" />} role="status">
      {t(urgent.text)}{' '}
      <Anchor inherit underline="always" renderRoot={(props) => <Link to={PAGE} {...props} />}>
        {t('health.title')}
      </Anchor>
    </Alert>
  )
}
