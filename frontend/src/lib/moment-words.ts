/** A moment as a part of a sentence, on the reader's clock. */
import type { TFunction } from 'i18next'
import { formatDayShort, formatTime } from '@/lib/format'
import { dayOf, toWall } from '@/lib/time'
import { zoneCity } from '@/lib/zones'

/** `в 03:00 (Киев)`, or with its day when that is not today. */
export function momentWords(instant: string, now: string, zone: string, t: TFunction, locale: string): string {
  const day = dayOf(toWall(instant, zone))
  const words = { time: formatTime(instant, zone), zone: zoneCity(zone, t) }
  if (day === dayOf(toWall(now, zone))) return t('syncWhen.at', words)
  return t('syncWhen.on', { ...words, day: formatDayShort(day, locale) })
}
