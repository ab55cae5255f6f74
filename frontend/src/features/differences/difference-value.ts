/** A value of a field, as people read it. */
import type { TFunction } from 'i18next'
import type { Difference } from '@/api/types'
import { formatDate, formatHours, formatTime } from '@/lib/format'
import { dayOf, toWall } from '@/lib/time'
import { zoneCity } from '@/lib/zones'

export type Value = Difference['ours']

const RECORDINGS = ['none', 'local', 'cloud'] as const

function recordingWords(value: string, t: TFunction): string {
  const known = RECORDINGS.find((name) => name === value)
  return known ? t(`record.${known}`) : value
}

/** Times are on the reader's clock. */
export function valueWords(field: string, value: Value, zone: string, t: TFunction, locale: string): string {
  if (value === null || value === '') return t('differences.none')
  if (typeof value === 'boolean') return t(value ? 'meetingPage.on' : 'meetingPage.off')
  if (typeof value === 'number') return formatHours(value, t)
  if (field === 'starts_at') return `${formatDate(dayOf(toWall(value, zone)), locale)}, ${formatTime(value, zone)}`
  if (field === 'timezone') return zoneCity(value, t)
  return field === 'record' ? recordingWords(value, t) : value
}
