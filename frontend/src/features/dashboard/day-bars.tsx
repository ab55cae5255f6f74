import { useTranslation } from 'react-i18next'
import type { Dashboard } from '@/api/types'
import classes from '@/features/dashboard/day-bars.module.css'
import { niceTop } from '@/features/dashboard/nice-top'
import { formatDayShort, formatHours } from '@/lib/format'
import { weekdayOf } from '@/lib/time'

interface DayBarsProps {
  days: Dashboard['days']
  today: string
}

const MONDAY = 1
/** Closer to today than so many days, a Monday's date would stand under the word "today". */
const ROOM_FOR_TODAY = 4

/** A bar for each day: past ones pale, today strong. Weeks begin with a line and a date. */
export function DayBars({ days, today }: DayBarsProps) {
  const { t, i18n } = useTranslation()
  const top = niceTop(Math.max(...days.map(({ count }) => count)))
  const place = days.findIndex(({ day }) => day === today)
  const isNamed = (day: string, index: number) =>
    day === today || (weekdayOf(day) === MONDAY && (place < 0 || Math.abs(index - place) > ROOM_FOR_TODAY))
  const when = (day: string) => {
    if (day === today) return 'today'
    return day < today ? 'past' : 'ahead'
  }
  return (
    <div className={classes.plot}>
      <div className={classes.scale}>
        {[top, top / 2, 0].map((mark) => (
          <span key={mark}>{mark}</span>
        ))}
      </div>
      <div className={classes.bars}>
        {days.map(({ day, count, minutes }, index) => (
          <div
            key={day}
            className={classes.day}
            data-when={when(day)}
            data-monday={weekdayOf(day) === MONDAY || undefined}
            data-weekend={weekdayOf(day) > 5 || undefined}
            title={`${formatDayShort(day, i18n.language)}: ${t('meetings.count', { count })}, ${formatHours(minutes, t)}`}
          >
            <div className={classes.column}>
              {count > 0 && <span className={classes.value}>{count}</span>}
              <div className={classes.bar} style={{ height: `${(100 * count) / top}%` }} />
            </div>
            <span className={classes.label}>
              {isNamed(day, index) && <span>{day === today ? t('time.today') : label(day)}</span>}
            </span>
          </div>
        ))}
      </div>
    </div>
  )

  function label(day: string): string {
    return formatDayShort(day, i18n.language).split(', ').slice(1).join(', ') || formatDayShort(day, i18n.language)
  }
}
