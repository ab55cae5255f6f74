import { useTranslation } from 'react-i18next'
import { formatDayShort, formatDistance, formatTime } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { dayOf, toWall } from '@/lib/time'
import { useNow } from '@/lib/use-now'

/** Instants as the reader says them: how far away, and when exactly. */
export function useWhen() {
  const { t, i18n } = useTranslation()
  const { timezone } = useAccount()
  const now = useNow()
  const at = (instant: string) => {
    const day = dayOf(toWall(instant, timezone))
    const time = formatTime(instant, timezone)
    return day === dayOf(toWall(now, timezone)) ? time : `${formatDayShort(day, i18n.language)}, ${time}`
  }
  const ago = (instant: string) => formatDistance(now, instant, i18n.language)
  const both = (instant: string | null | undefined) =>
    instant ? `${at(instant)} (${ago(instant)})` : t('health.facts.never')
  return { at, ago, both }
}
