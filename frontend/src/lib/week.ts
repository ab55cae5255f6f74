/** How weeks and working days run: where a week begins, and when people work. */
import { addDays, dayOf, timeOf, wallMinutesBetween, weekdayOf } from '@/lib/time'

/** 0 for Sunday, 1 for Monday. */
export type Weekday = 0 | 1 | 2 | 3 | 4 | 5 | 6

export const WORK_BEGINS = '09:00'
export const WORK_ENDS = '18:00'

/** Not every browser knows it yet, and the types know it last. */
interface KnowsWeeks {
  getWeekInfo?: () => { firstDay: number }
}

/**
 * As in the country of the reader's browser, when that speaks the same language, else as
 * most speakers of the language have it.
 */
export function firstWeekday(language: string, browserLanguages: readonly string[] = navigator.languages): Weekday {
  const regional = browserLanguages.find((each) => each.split('-')[0] === language) ?? language
  const locale: Intl.Locale & KnowsWeeks = new Intl.Locale(regional)
  const known = locale.getWeekInfo?.().firstDay ?? (locale.maximize().region === 'US' ? 7 : 1)
  return (known % 7) as Weekday
}

export function isWorkday(day: string): boolean {
  return weekdayOf(day) <= 5
}

/** Whether a meeting of this length would be over by the end of the working day it begins in. */
export function isWorkTime(wall: string, minutes: number): boolean {
  const left = wallMinutesBetween(wall, `${dayOf(wall)} ${WORK_ENDS}:00`)
  return isWorkday(dayOf(wall)) && timeOf(wall) >= WORK_BEGINS && left >= minutes
}

/** The wall clock itself if work can begin then, else the next morning of a working day. */
export function nextWorkTime(wall: string, minutes: number): string {
  if (isWorkTime(wall, minutes)) return wall
  const early = isWorkday(dayOf(wall)) && timeOf(wall) < WORK_BEGINS
  let day = early ? dayOf(wall) : addDays(dayOf(wall), 1)
  while (!isWorkday(day)) day = addDays(day, 1)
  return `${day} ${WORK_BEGINS}:00`
}
