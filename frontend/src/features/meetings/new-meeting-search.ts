/** With whom and when a new meeting begins, as it stands in the address: cards and the calendar lead here. */
import { queryOptions } from '@tanstack/react-query'
import type { SearchSchemaInput } from '@tanstack/react-router'
import { api, take } from '@/api/client'
import type { Ref, SubjectKind } from '@/api/types'
import { LONGEST_MINUTES } from '@/features/meetings/form-values'
import { SUBJECT_KINDS } from '@/features/meetings/search'

export interface NewMeetingSearch {
  subject_kind?: SubjectKind
  subject_id?: string
  staff_id?: string
  /** Those who take part; without them, the reader. */
  staff?: string[]
  /** `2026-12-01T10:00`, on the reader's clock. */
  start?: string
  minutes?: number
}

export interface KnownPeople {
  subject: (Ref & { kind: SubjectKind }) | null
  staff: Ref[]
}

/** An id without its kind, or the other way round, says nothing. */
export function readNewMeetingSearch(raw: NewMeetingSearch & SearchSchemaInput): NewMeetingSearch {
  const kind = SUBJECT_KINDS.find((each) => each === raw.subject_kind)
  return {
    ...(kind && typeof raw.subject_id === 'string' && { subject_kind: kind, subject_id: raw.subject_id }),
    ...(typeof raw.staff_id === 'string' && { staff_id: raw.staff_id }),
    ...(Array.isArray(raw.staff) && { staff: raw.staff.filter((id) => typeof id === 'string').slice(0, 50) }),
    ...(isWallClock(raw.start) && { start: raw.start }),
    ...(isLength(raw.minutes) && { minutes: raw.minutes }),
  }
}

function isWallClock(raw: unknown): raw is string {
  return typeof raw === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(raw) && !Number.isNaN(Date.parse(raw))
}

function isLength(raw: unknown): raw is number {
  return Number.isInteger(raw) && Number(raw) >= 1 && Number(raw) <= LONGEST_MINUTES
}

function askSubject(kind: SubjectKind, id: string, signal: AbortSignal): Promise<Ref> {
  if (kind === 'client') {
    return take(api.GET('/api/v1/clients/{client_id}', { params: { path: { client_id: id } }, signal }))
  }
  if (kind === 'lead') return take(api.GET('/api/v1/leads/{lead_id}', { params: { path: { lead_id: id } }, signal }))
  const params = { path: { client_group_id: id } }
  return take(api.GET('/api/v1/client-groups/{client_group_id}', { params, signal }))
}

async function askStaff(id: string, signal: AbortSignal): Promise<Ref> {
  const { name } = await take(api.GET('/api/v1/staff/{staff_id}', { params: { path: { staff_id: id } }, signal }))
  return { id, name }
}

async function askPeople(search: NewMeetingSearch, signal: AbortSignal): Promise<KnownPeople> {
  const { subject_kind: kind, subject_id: id, staff_id: staffId, staff = staffId ? [staffId] : [] } = search
  const [subject, ...people] = await Promise.all([
    kind && id ? askSubject(kind, id, signal) : null,
    ...staff.map((each) => askStaff(each, signal)),
  ])
  return { subject: kind && subject ? { kind, id: subject.id, name: subject.name } : null, staff: people }
}

/** The names behind the ids of the address. */
export function knownPeopleQuery(search: NewMeetingSearch) {
  return queryOptions({
    queryKey: ['directory', 'known-people', search],
    queryFn: ({ signal }) => askPeople(search, signal),
  })
}
