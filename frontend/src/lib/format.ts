/** Times, days and distances as the reader's language writes them. Everything takes instants or plain days. */
import type { TFunction } from 'i18next'
import { minutesBetween } from '@/lib/time'

const formatters = new Map<string, Intl.DateTimeFormat>()

/** Making a formatter is slow and a table needs the same few hundreds of times. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = locale + JSON.stringify(options)
  let found = formatters.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(locale, options)
    formatters.set(key, found)
  }
  return found
}

/** Noon in UTC: a plain day has no zone, and formatted in UTC it stays itself. */
function dateOf(day: string): Date {
  return new Date(`${day}T12:00:00Z`)
}

export function formatTime(instant: string, zone: string): string {
  // `en-GB` writes 24 hours with a leading zero; every language of the page wants exactly that.
  return formatter('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(
    new Date(instant),
  )
}

/** `ср, 25 нояб.` */
export function formatDayShort(day: string, locale: string): string {
  return formatter(locale, { timeZone: 'UTC', weekday: 'short', day: 'numeric', month: 'short' }).format(dateOf(day))
}

/** `среда, 25 ноября` */
export function formatDayLong(day: string, locale: string): string {
  return formatter(locale, { timeZone: 'UTC', weekday: 'long', day: 'numeric', month: 'long' }).format(dateOf(day))
}

/** `25 ноября 2026 г.` */
export function formatDate(day: string, locale: string): string {
  return formatter(locale, { timeZone: 'UTC', dateStyle: 'long' }).format(dateOf(day))
}

/** `ноябрь 2026 г.` */
export function formatMonth(day: string, locale: string): string {
  return formatter(locale, { timeZone: 'UTC', month: 'long', year: 'numeric' }).format(dateOf(day))
}

/** `23–29 ноября 2026 г.` */
export function formatDayRange(from: string, to: string, locale: string): string {
  return formatter(locale, { timeZone: 'UTC', dateStyle: 'long' }).formatRange(dateOf(from), dateOf(to))
}

/** `через 14 минут`, `2 часа назад` */
export function formatDistance(from: string, to: string, locale: string): string {
  const minutes = minutesBetween(from, to)
  const format = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  if (Math.abs(minutes) < 60) return format.format(minutes, 'minute')
  if (Math.abs(minutes) < 24 * 60) return format.format(Math.round(minutes / 60), 'hour')
  return format.format(Math.round(minutes / (24 * 60)), 'day')
}

/** `3 ч 45 мин`, `45 мин`, `2 ч`: how long something is altogether. */
export function formatHours(total: number, t: TFunction): string {
  const [hours, minutes] = [Math.floor(total / 60), total % 60]
  if (hours === 0) return t('time.minutesOnly', { minutes })
  return minutes === 0 ? t('time.hours', { hours }) : t('time.hoursMinutes', { hours, minutes })
}

/** `832 7353 3085`: a meeting number as Zoom itself writes it. */
export function formatMeetingNumber(number: number): string {
  const digits = String(number)
  const cut = digits.length > 10 ? 4 : 3
  return `${digits.slice(0, 3)} ${digits.slice(3, 3 + cut)} ${digits.slice(3 + cut)}`
}

export function initials(name: string): string {
  return name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase())
    .join('')
}
