/**
 * Instants, wall clocks and zones; the only file that knows Temporal.
 *
 * An *instant* is an RFC 3339 string as the API sends it. A *wall clock* is `YYYY-MM-DD HH:mm:ss`, what a clock on the
 * wall of the meeting's zone shows; a *day* is its first ten characters. Pickers and the calendar speak wall clock.
 */

const EXTENDED = { smallestUnit: 'second' } as const

/** Chromium still reports names that IANA has replaced; the server knows the new ones. */
const RENAMED: Record<string, string> = {
  'America/Buenos_Aires': 'America/Argentina/Buenos_Aires',
  'America/Godthab': 'America/Nuuk',
  'Asia/Calcutta': 'Asia/Kolkata',
  'Asia/Katmandu': 'Asia/Kathmandu',
  'Asia/Rangoon': 'Asia/Yangon',
  'Asia/Saigon': 'Asia/Ho_Chi_Minh',
  'Atlantic/Faeroe': 'Atlantic/Faroe',
  'Europe/Kiev': 'Europe/Kyiv',
  'Pacific/Enderbury': 'Pacific/Kanton',
}

function plain(wall: string): Temporal.PlainDateTime {
  return Temporal.PlainDateTime.from(wall.replace(' ', 'T'))
}

function text(wall: Temporal.PlainDateTime): string {
  return wall.toString(EXTENDED).replace('T', ' ')
}

export function canonicalZone(zone: string): string {
  return RENAMED[zone] ?? zone
}

export function localZone(): string {
  return canonicalZone(Temporal.Now.timeZoneId())
}

/** Every zone the browser knows, under the names the server knows. */
export function allZones(): string[] {
  return Intl.supportedValuesOf('timeZone').map(canonicalZone)
}

export function nowInstant(): string {
  return Temporal.Now.instant().toString(EXTENDED)
}

export function toWall(instant: string, zone: string): string {
  return text(Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDateTime())
}

/** A time skipped by the clocks moves forward, a repeated one means the first: the server reads it the same way. */
export function toInstant(wall: string, zone: string): string {
  return plain(wall).toZonedDateTime(zone, { disambiguation: 'compatible' }).toInstant().toString(EXTENDED)
}

/** True when the clocks of the zone skip this time, so that nobody's watch will ever show it. */
export function isSkipped(wall: string, zone: string): boolean {
  return toWall(toInstant(wall, zone), zone) !== text(plain(wall))
}

export function addMinutesToInstant(instant: string, minutes: number): string {
  return Temporal.Instant.from(instant).add({ minutes }).toString(EXTENDED)
}

export function minutesBetween(from: string, to: string): number {
  return Math.round(Temporal.Instant.from(from).until(Temporal.Instant.from(to)).total('minutes'))
}

export function secondsBetween(from: string, to: string): number {
  return Math.round(Temporal.Instant.from(from).until(Temporal.Instant.from(to)).total('seconds'))
}

export function wallMinutesBetween(from: string, to: string): number {
  return plain(from).until(plain(to)).total('minutes')
}

export function addMinutesToWall(wall: string, minutes: number): string {
  return text(plain(wall).add({ minutes }))
}

export function isBefore(a: string, b: string): boolean {
  return Temporal.Instant.compare(Temporal.Instant.from(a), Temporal.Instant.from(b)) < 0
}

export function addDays(day: string, days: number): string {
  return Temporal.PlainDate.from(day).add({ days }).toString()
}

export function mondayOf(day: string): string {
  const date = Temporal.PlainDate.from(day)
  return date.subtract({ days: date.dayOfWeek - 1 }).toString()
}

/** The day on which the week of that day begins; `first` is 0 for Sunday, 1 for Monday. */
export function weekStart(day: string, first: number): string {
  const date = Temporal.PlainDate.from(day)
  return date.subtract({ days: (date.dayOfWeek - first + 7) % 7 }).toString()
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(day: string): number {
  return Temporal.PlainDate.from(day).dayOfWeek
}

/** The same day of another month, or its last one. */
export function addMonths(day: string, months: number): string {
  return Temporal.PlainDate.from(day).add({ months }).toString()
}

/** The first and the last day of the month. */
export function monthOf(day: string): [string, string] {
  const date = Temporal.PlainDate.from(day)
  return [date.with({ day: 1 }).toString(), date.with({ day: date.daysInMonth }).toString()]
}

export function dayOf(wall: string): string {
  return wall.slice(0, 10)
}

/** `HH:mm` of a wall clock. */
export function timeOf(wall: string): string {
  return wall.slice(11, 16)
}

export function today(zone: string): string {
  return Temporal.Now.plainDateISO(zone).toString()
}

export function startOfDay(day: string, zone: string): string {
  return toInstant(`${day} 00:00:00`, zone)
}

/** The next quarter of an hour at least `minutes` from now, as a wall clock of the zone. */
export function nextQuarter(zone: string, minutes = 30): string {
  const soon = Temporal.Now.zonedDateTimeISO(zone).add({ minutes })
  return text(soon.round({ smallestUnit: 'minute', roundingIncrement: 15, roundingMode: 'ceil' }).toPlainDateTime())
}

/** `GMT+2`, `GMT-3:30`: the distance to Greenwich at that moment, as people write it. */
export function offsetLabel(instant: string, zone: string): string {
  const { offset } = Temporal.Instant.from(instant).toZonedDateTimeISO(zone)
  const [, sign = '+', hours = '0', minutes = '00'] = /^([+-])(\d\d):(\d\d)/.exec(offset) ?? []
  return `GMT${sign}${Number(hours)}${minutes === '00' ? '' : `:${minutes}`}`
}
