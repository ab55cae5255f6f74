import { useTranslation } from 'react-i18next'
import { formatDayLong } from '@/lib/format'
import { addDays, today } from '@/lib/time'

interface DayHeadingProps {
  day: string
  zone: string
}

/** "Today  Sunday, November 22" */
export function DayHeading({ day, zone }: DayHeadingProps) {
  const { t, i18n } = useTranslation()
  const current = today(zone)
  const names = { [current]: t('time.today'), [addDays(current, 1)]: t('time.tomorrow') }
  const name = names[day]
  const date = formatDayLong(day, i18n.language)
  if (!name) return <strong style={{ fontWeight: 600 }}>{date.charAt(0).toUpperCase() + date.slice(1)}</strong>
  return (
    <>
      <strong style={{ fontWeight: 650, marginInlineEnd: 8 }}>{name}</strong>
      <span>{date}</span>
    </>
  )
}
