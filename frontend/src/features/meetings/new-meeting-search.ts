/** With whom a new meeting begins, as it stands in the address: a card leads here with its own client or person. */
import { queryOptions } from '@tanstack/react-query'
import type { SearchSchemaInput } from '@tanstack/react-router'
import { api, take } from '@/api/client'
import type { Ref, SubjectKind } from '@/api/types'
import { SUBJECT_KINDS } from '@/features/meetings/search'

export interface NewMeetingSearch {
  subject_kind?: SubjectKind
  subject_id?: string
  staff_id?: string
}

export interface KnownPeople {
  subject: (Ref & { kind: SubjectKind }) | null
  staff: Ref | null
}

/** An id without its kind, or the other way round, says nothing. */
export function readNewMeetingSearch(raw: NewMeetingSearch & SearchSchemaInput): NewMeetingSearch {
  const kind = SUBJECT_KINDS.find((each) => each === raw.subject_kind)
  return {
    ...(kind && typeof raw.subject_id === 'string' && { subject_kind: kind, subject_id: raw.subject_id }),
    ...(typeof raw.staff_id === 'string' && { staff_id: raw.staff_id }),
  }
}

function askSubject(kind: SubjectKind, id: string, signal: AbortSignal): Promise<Ref> {
  if (kind === 'client') {
    return take(api.GET('/api/v1/clients/{client_id}', { params: { path: { client_id: id } }, signal }))
  }
  if (kind === 'lead') return take(api.GET('/api/v1/leads/{lead_id}', { params: { path: { lead_id: id } }, signal }))
  const params = { path: { client_group_id: id } }
  return take(api.GET('/api/v1/client-groups/{client_group_id}', { params, signal }))
}

async function askPeople(search: NewMeetingSearch, signal: AbortSignal): Promise<KnownPeople> {
  const { subject_kind: kind, subject_id: id, staff_id: staffId } = search
  const [subject, staff] = await Promise.all([
    kind && id ? askSubject(kind, id, signal) : null,
    staffId ? take(api.GET('/api/v1/staff/{staff_id}', { params: { path: { staff_id: staffId } }, signal })) : null,
  ])
  return {
    subject: kind && subject ? { kind, id: subject.id, name: subject.name } : null,
    staff: staff && { id: staff.id, name: staff.name },
  }
}

/** The names behind the ids of the address. */
export function knownPeopleQuery(search: NewMeetingSearch) {
  return queryOptions({
    queryKey: ['directory', 'known-people', search],
    queryFn: ({ signal }) => askPeople(search, signal),
  })
}
