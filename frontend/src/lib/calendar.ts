/** What is in a window of time, as the server tells it. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import { FALLBACK_MS } from '@/lib/live'
import { addDays, addMonths, startOfDay, weekStart } from '@/lib/time'

export type CalendarView = 'day' | 'week' | 'month' | 'list'

export interface CalendarPeople {
  staff: string[]
  hosts?: string[]
}

/** A whole number of weeks, so that a month has the days of its neighbours too. */
const MONTH_DAYS = 42
const LIST_DAYS = 14

/** The first day shown, and the first one not shown. */
export function daysOf(view: CalendarView, day: string, firstWeekday: number): [string, string] {
  if (view === 'day') return [day, addDays(day, 1)]
  if (view === 'list') return [day, addDays(day, LIST_DAYS)]
  if (view === 'month') {
    const first = weekStart(`${day.slice(0, 8)}01`, firstWeekday)
    return [first, addDays(first, MONTH_DAYS)]
  }
  const first = weekStart(day, firstWeekday)
  return [first, addDays(first, 7)]
}

/** The same view, one step on or back. */
export function stepped(view: CalendarView, day: string, direction: 1 | -1): string {
  if (view === 'month') return addMonths(day, direction)
  return addDays(day, direction * { day: 1, week: 7, list: LIST_DAYS }[view])
}

export function calendarQuery([first, afterLast]: [string, string], zone: string, people: CalendarPeople) {
  const query = {
    from: startOfDay(first, zone),
    to: startOfDay(afterLast, zone),
    staff_id: people.staff,
    host_id: people.hosts,
  }
  return queryOptions({
    // Under `meetings`, because every change of a meeting makes it stale.
    queryKey: ['meetings', 'calendar', query],
    queryFn: ({ signal }) => take(api.GET('/api/v1/calendar', { params: { query }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: FALLBACK_MS,
  })
}
