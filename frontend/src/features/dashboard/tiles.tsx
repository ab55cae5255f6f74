import { SimpleGrid } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Dashboard } from '@/api/types'
import { Tile } from '@/features/dashboard/tile'
import { formatHours } from '@/lib/format'

interface TilesProps {
  dashboard: Dashboard
}

interface Count {
  count: number
  minutes: number
}

function sum(days: Dashboard['days']): Count {
  return days.reduce((all, day) => ({ count: all.count + day.count, minutes: all.minutes + day.minutes }), {
    count: 0,
    minutes: 0,
  })
}

/** Today, this week, and the fortnights before and after; each leads to its meetings. */
export function Tiles({ dashboard: { today, week, days } }: TilesProps) {
  const { t } = useTranslation()
  const half = Math.floor(days.length / 2)
  const [past, ahead] = [days.slice(0, half), days.slice(half + 1)]
  const progress = [
    today.running > 0 && t('dashboard.running', { count: today.running }),
    today.over > 0 && t('dashboard.over', { count: today.over }),
  ].filter(Boolean)
  return (
    <SimpleGrid cols={{ base: 2, md: 4 }} spacing="md">
      <Tile
        label={t('dashboard.today')}
        count={today.count}
        note={[formatHours(today.minutes, t), ...progress].join(' · ')}
        search={{ view: 'all', period: 'today' }}
        isLive={today.running > 0}
      />
      <Tile
        label={t('dashboard.week')}
        count={week.count}
        note={formatHours(week.minutes, t)}
        search={{ view: 'all', period: 'week' }}
      />
      <Tile
        label={t('dashboard.past')}
        count={sum(past).count}
        note={formatHours(sum(past).minutes, t)}
        search={{ view: 'all', from: past[0]?.day, to: past.at(-1)?.day }}
      />
      <Tile
        label={t('dashboard.ahead')}
        count={sum(ahead).count}
        note={formatHours(sum(ahead).minutes, t)}
        search={{ view: 'all', from: ahead[0]?.day, to: ahead.at(-1)?.day }}
      />
    </SimpleGrid>
  )
}
