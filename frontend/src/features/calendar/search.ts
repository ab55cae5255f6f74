/** What the calendar shows, as it stands in the address. */
import type { SearchSchemaInput } from '@tanstack/react-router'
import type { CalendarView } from '@/lib/calendar'

export const VIEWS = ['day', 'week', 'month', 'list'] as const satisfies readonly CalendarView[]

export interface CalendarSearch {
  /** Without it, whatever fits the screen. */
  view?: CalendarView
  /** Any day of what is shown; without it, today. */
  date?: string
  /** Whose time; without it, the reader's own. Nobody means everything that the reader may see. */
  staff?: string[]
  hosts?: string[]
}

function readIds(raw: unknown): string[] | undefined {
  return Array.isArray(raw) ? raw.filter((id) => typeof id === 'string').slice(0, 50) : undefined
}

/** An address may be typed by hand: what makes no sense is left out. */
export function readSearch(raw: Partial<CalendarSearch> & SearchSchemaInput): CalendarSearch {
  return {
    view: VIEWS.find((view) => view === raw.view),
    date: typeof raw.date === 'string' && isDay(raw.date) ? raw.date : undefined,
    staff: readIds(raw.staff),
    hosts: readIds(raw.hosts),
  }
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
}
