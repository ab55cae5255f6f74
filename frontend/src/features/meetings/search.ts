/** The list's filters as they stand in the address, and the question they become. */
import type { SearchSchemaInput } from '@tanstack/react-router'
import type { Account, Meeting, MeetingsQuery, PageSize, SubjectKind } from '@/api/types'
import { type Days, daysOf, PERIODS, type Period } from '@/features/meetings/periods'
import { PAGE_SIZES, readPaging, readText } from '@/lib/paging'
import { addDays, addMinutesToInstant, nowInstant, startOfDay } from '@/lib/time'

export const VIEWS = ['upcoming', 'past', 'all'] as const
export const STATUSES = ['planned', 'running', 'ended', 'cancelled', 'missing'] as const
export const SUBJECT_KINDS = ['client', 'lead', 'client_group'] as const
export const SORTS = ['starts_at', '-starts_at', 'created_at', '-created_at'] as const
/** Only for the meetings of somebody: in cards. */
export const UPCOMING_FIRST = 'upcoming_first'
const PERIOD_FIELDS = ['starts_at', 'created_at'] as const

/** Whoever reads the list, and meetings about nobody's client: chosen like a manager. */
export const ME = 'me'
export const NONE = 'none'

export type View = (typeof VIEWS)[number]
export type Status = Meeting['status']
export type Sort = (typeof SORTS)[number] | typeof UPCOMING_FIRST

/** What the list is fixed to, where it stands in a card. */
export interface MeetingsScope {
  subject?: { kind: SubjectKind; id: string }
  staff?: string
}

export interface MeetingSearch {
  view: View
  search: string
  /** What the period is about. */
  by: (typeof PERIOD_FIELDS)[number]
  period?: Period
  /** First and last day of a period without a name, in the reader's zone; either end may be open. */
  from?: string
  to?: string
  /** Responsible managers: ids, `me`, `none`, joined by commas, as are the following. */
  manager: string
  /** Members of staff who take part: ids, `me`. */
  staff: string
  status: string
  kind?: SubjectKind
  sort?: Sort
  page: number
  /** As the account has it, unless the address says otherwise. */
  page_size?: PageSize
}

export const DEFAULT_SEARCH = {
  view: 'upcoming',
  search: '',
  by: 'starts_at',
  manager: '',
  staff: '',
  status: '',
  page: 1,
} as const satisfies MeetingSearch

/** A list without filters; its view and order stay. */
export const NO_FILTERS = {
  search: '',
  by: 'starts_at',
  period: undefined,
  from: undefined,
  to: undefined,
  manager: '',
  staff: '',
  status: '',
  kind: undefined,
} as const satisfies Partial<MeetingSearch>

/** In a zone of Zoom's own, a meeting may run for 30 hours. */
const LONGEST_MEETING_MINUTES = 30 * 60

function oneOf<T extends string>(allowed: readonly T[], value: unknown): T | undefined {
  return allowed.find((each) => each === value)
}

function day(value: unknown): string | undefined {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined
}

export function split(joined: string): string[] {
  return joined ? joined.split(',') : []
}

/** An address may be typed by hand: what makes no sense is left out. */
export function readSearch(raw: Partial<MeetingSearch> & SearchSchemaInput): MeetingSearch {
  const statuses = split(readText(raw.status)).filter((each) => oneOf(STATUSES, each))
  return {
    view: oneOf(VIEWS, raw.view) ?? DEFAULT_SEARCH.view,
    search: readText(raw.search),
    by: oneOf(PERIOD_FIELDS, raw.by) ?? DEFAULT_SEARCH.by,
    period: oneOf(PERIODS, raw.period),
    from: day(raw.from),
    to: day(raw.to),
    manager: readText(raw.manager),
    staff: readText(raw.staff),
    status: statuses.join(','),
    kind: oneOf(SUBJECT_KINDS, raw.kind),
    sort: oneOf(SORTS, raw.sort),
    page: readPaging({ page: raw.page }).page,
    page_size: PAGE_SIZES.find((size) => size === raw.page_size),
  }
}

/** What a name is given to: how the list is filtered and put in order, not how far one has read. */
export function toSaved({ page: _page, page_size: _size, ...search }: MeetingSearch): Record<string, string> {
  return Object.fromEntries(Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1])))
}

/** The days of the period; nothing when there is none. */
export function periodOf({ period, from, to }: MeetingSearch, zone: string): Days {
  return period ? daysOf(period, zone) : { from, to }
}

export function hasPeriod({ period, from, to }: MeetingSearch): boolean {
  return Boolean(period || from || to)
}

export function isFiltered(search: MeetingSearch): boolean {
  const { search: text, manager, staff, status, kind } = search
  return hasPeriod(search) || Boolean(text || manager || staff || status || kind)
}

/** The order in which the rows stand, also when nobody chose one. */
export function sortOf(search: MeetingSearch): Sort {
  if (search.sort) return search.sort
  if (hasPeriod(search)) return search.by
  return search.view === 'upcoming' ? 'starts_at' : '-starts_at'
}

/** A period stands for itself; without one, the view says what is coming and what is over. */
function whenOf(search: MeetingSearch, zone: string): MeetingsQuery {
  if (hasPeriod(search)) {
    const { from, to } = periodOf(search, zone)
    return {
      period_field: search.by,
      period_from: from && startOfDay(from, zone),
      period_to: to && startOfDay(addDays(to, 1), zone),
    }
  }
  if (search.view === 'upcoming') {
    const since = addMinutesToInstant(nowInstant(), -LONGEST_MEETING_MINUTES)
    return { period_from: since, status: ['planned', 'running', 'missing'] }
  }
  return search.view === 'past' ? { period_to: nowInstant(), status: ['ended', 'missing'] } : {}
}

/** Which meetings, without order and page: what is counted, listed and exported. */
export function toFilters(search: MeetingSearch, reader: Account, scope: MeetingsScope): MeetingsQuery {
  const staff = split(search.staff).map((id) => (id === ME ? reader.id : id))
  const statuses = split(search.status) as Status[]
  return {
    ...whenOf(search, reader.timezone),
    ...(statuses.length > 0 && { status: statuses }),
    search: search.search || undefined,
    manager_id: split(search.manager),
    staff_id: scope.staff ? [scope.staff] : staff,
    subject_kind: scope.subject?.kind ?? search.kind,
    subject_id: scope.subject?.id,
    related: scope.subject?.kind === 'client' || undefined,
  }
}

export function toQuery(search: MeetingSearch, reader: Account, scope: MeetingsScope): MeetingsQuery {
  return {
    ...toFilters(search, reader, scope),
    sort: sortOf(search),
    page: search.page,
    page_size: search.page_size ?? reader.page_size,
  }
}
