import { ScrollArea, Table } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Dashboard } from '@/api/types'
import { DayBars } from '@/features/dashboard/day-bars'
import { PlotCard } from '@/features/dashboard/plot-card'
import { formatDayShort, formatHours } from '@/lib/format'

interface DayPlotProps {
  days: Dashboard['days']
  today: string
}

/** How many meetings begin on each day, two weeks back and ahead. */
export function DayPlot({ days, today }: DayPlotProps) {
  const { t, i18n } = useTranslation()
  const table = (
    <ScrollArea.Autosize mah={320} viewportProps={{ tabIndex: 0, 'aria-label': t('dashboard.perDay') }}>
      <Table verticalSpacing={6} className="tabular">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('dashboard.day')}</Table.Th>
            <Table.Th>{t('dashboard.meetings')}</Table.Th>
            <Table.Th>{t('dashboard.time')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days.map(({ day, count, minutes }) => (
            <Table.Tr key={day}>
              <Table.Th scope="row" fw={day === today ? 650 : 400}>
                <Link to="/meetings" search={{ view: 'all', from: day, to: day }}>
                  {formatDayShort(day, i18n.language)}
                </Link>
              </Table.Th>
              <Table.Td>{count}</Table.Td>
              <Table.Td>{formatHours(minutes, t)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </ScrollArea.Autosize>
  )
  return (
    <PlotCard title={t('dashboard.perDay')} note={t('dashboard.perDayNote')} table={table}>
      <DayBars days={days} today={today} />
    </PlotCard>
  )
}
