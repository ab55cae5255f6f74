/** The list's filters as they stand in the address, and the question they become. */
import type { SearchSchemaInput } from '@tanstack/react-router'
import type { Meeting, MeetingsQuery, SubjectKind } from '@/api/types'
import { FIRST_PAGE, type Paging, readPaging, readText } from '@/lib/paging'
import { addDays, nowInstant, startOfDay, today } from '@/lib/time'

export const VIEWS = ['upcoming', 'past', 'all'] as const
export const STATUSES = ['planned', 'running', 'ended', 'cancelled', 'missing'] as const
export const SUBJECT_KINDS = ['client', 'lead', 'client_group'] as const

export type View = (typeof VIEWS)[number]
type Status = Meeting['status']

export interface MeetingSearch extends Paging {
  view: View
  search: string
  /** First and last day of the period, in the reader's zone. */
  from?: string
  to?: string
  /** A member of staff, by id. */
  staff?: string
  kind?: SubjectKind
  status?: Status
}

export const DEFAULT_SEARCH = { view: 'upcoming', search: '', ...FIRST_PAGE } as const satisfies MeetingSearch

function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((each) => each === value)
}

function day(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined
}

/** An address may be typed by hand: what makes no sense is left out. */
export function readSearch(raw: Partial<MeetingSearch> & SearchSchemaInput): MeetingSearch {
  return {
    view: oneOf(VIEWS, raw.view) ?? DEFAULT_SEARCH.view,
    search: readText(raw.search),
    from: day(raw.from),
    to: day(raw.to),
    staff: typeof raw.staff === 'string' ? raw.staff : undefined,
    kind: oneOf(SUBJECT_KINDS, raw.kind),
    status: oneOf(STATUSES, raw.status),
    ...readPaging(raw),
  }
}

/** How many filters stand behind the "Filters" button. */
export function hiddenFilterCount({ kind, status }: MeetingSearch): number {
  return [kind, status].filter(Boolean).length
}

export function isFiltered(search: MeetingSearch): boolean {
  return Boolean(search.search || search.from || search.staff || search.kind || search.status)
}

function periodOf({ view, from, to }: MeetingSearch, zone: string): Pick<MeetingsQuery, 'period_from' | 'period_to'> {
  if (from) {
    return { period_from: startOfDay(from, zone), period_to: startOfDay(addDays(to ?? from, 1), zone) }
  }
  // What is running or was today's still counts as coming: people look for it here.
  if (view === 'upcoming') return { period_from: startOfDay(today(zone), zone) }
  if (view === 'past') return { period_to: nowInstant() }
  return {}
}

export function toQuery(search: MeetingSearch, zone: string): MeetingsQuery {
  return {
    ...periodOf(search, zone),
    search: search.search || undefined,
    staff_id: search.staff,
    subject_kind: search.kind,
    status: search.status,
    sort: search.view === 'upcoming' || search.from ? 'starts_at' : '-starts_at',
    page: search.page,
    page_size: search.page_size,
  }
}
