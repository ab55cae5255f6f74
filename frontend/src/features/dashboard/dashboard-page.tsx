import { SimpleGrid } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Dashboard } from '@/api/types'
import classes from '@/features/dashboard/dashboard-page.module.css'
import { DashboardSkeleton } from '@/features/dashboard/dashboard-skeleton'
import { DayPlot } from '@/features/dashboard/day-plot'
import { dashboardQuery } from '@/features/dashboard/queries'
import { SharePlot } from '@/features/dashboard/share-plot'
import { Tiles } from '@/features/dashboard/tiles'
import { formatDayLong, formatHours } from '@/lib/format'
import { useAccount, useMay } from '@/lib/session'
import { today } from '@/lib/time'
import { useNow } from '@/lib/use-now'
import { zoneLabel } from '@/lib/zones'
import { ErrorState } from '@/ui/error-state'
import { LinkButton } from '@/ui/link-button'
import { PageHeader } from '@/ui/page-header'

interface DashboardPageProps {
  /** The reader's next meeting, with its button. */
  nextMeeting: ReactNode
}

/** What there is to do, and how busy everybody is. */
export function DashboardPage({ nextMeeting }: DashboardPageProps) {
  const { t, i18n } = useTranslation()
  const { timezone } = useAccount()
  const mayCreate = useMay('meetings.create')
  const now = useNow()
  const day = formatDayLong(today(timezone), i18n.language)
  return (
    <>
      <PageHeader
        title={t('dashboard.title')}
        note={`${day.charAt(0).toUpperCase()}${day.slice(1)} · ${zoneLabel(timezone, now, t)}`}
      >
        {mayCreate && (
          <LinkButton to="/meetings/new" leftSection={<IconPlus size={17} aria-hidden />}>
            {t('meetings.create')}
          </LinkButton>
        )}
      </PageHeader>
      {nextMeeting}
      <Counts />
    </>
  )
}

/** Loading, failed or full; a world without meetings has plots without bars, which say so. */
function Counts() {
  const { data, isError, error, refetch } = useQuery(dashboardQuery)
  if (isError && !data) return <ErrorState error={error} onRetry={() => void refetch()} />
  if (!data) return <DashboardSkeleton />
  return <Plots dashboard={data} />
}

function Plots({ dashboard }: { dashboard: Dashboard }) {
  const { t } = useTranslation()
  const managers = dashboard.managers.map(({ manager, count, minutes }) => ({
    key: manager?.id ?? 'none',
    name: manager?.name ?? t('dashboard.nobody'),
    search: { view: 'all', manager: manager?.id ?? 'none' } as const,
    value: count,
    text: String(count),
    note: formatHours(minutes, t),
  }))
  const hosts = dashboard.hosts.map(({ host, count, minutes, capacity }) => ({
    key: host.id,
    name: host.name,
    value: minutes,
    text: formatHours(minutes, t),
    note: [t('meetings.count', { count }), capacity > 1 && t('dashboard.atOnce', { count: capacity })]
      .filter(Boolean)
      .join(' · '),
  }))
  return (
    <div className={classes.plots}>
      <Tiles dashboard={dashboard} />
      <DayPlot days={dashboard.days} today={dashboard.days[14]?.day ?? ''} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <SharePlot
          title={t('dashboard.byManager')}
          note={t('dashboard.fourWeeks')}
          columns={[t('filters.manager'), t('dashboard.meetings')]}
          rows={managers}
          more={dashboard.more_managers > 0 && t('dashboard.moreManagers', { count: dashboard.more_managers })}
          empty={t('dashboard.noMeetings')}
        />
        <SharePlot
          title={t('dashboard.hostLoad')}
          note={t('dashboard.thisWeek')}
          columns={[t('dashboard.host'), t('dashboard.time')]}
          rows={hosts}
          more={dashboard.more_hosts > 0 && t('dashboard.moreHosts', { count: dashboard.more_hosts })}
          empty={t('dashboard.noMeetingsThisWeek')}
        />
      </SimpleGrid>
    </div>
  )
}
