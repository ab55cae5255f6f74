/** What stands in the meeting form, and how it becomes what the API takes. */
import { createFormContext } from '@mantine/form'
import type { Meeting, MeetingCreate, MeetingOptions, MeetingUpdate, Ref, SubjectKind } from '@/api/types'
import { dayOf, isBefore, isSkipped, nextQuarter, nowInstant, timeOf, toInstant, toWall } from '@/lib/time'

export interface MeetingFormValues {
  subjectKind: SubjectKind | 'none'
  subject: Ref | null
  /** Whether the people of the subject become participants of a new meeting. */
  invitesPeople: boolean
  topic: string
  staffIds: string[]
  /** Null leaves the choice to the rules. */
  hostId: string | null
  /** Agrees that a meeting which Zoom cannot move to its new host is made anew, with a new link. */
  acceptsNewLink: boolean
  /** Day and time as the clock on the wall of `zone` shows them. */
  day: string
  time: string
  durationMinutes: number
  zone: string
  agenda: string
  passcode: string
  options: MeetingOptions
}

export const [MeetingFormProvider, useMeetingFormContext, useMeetingForm] = createFormContext<MeetingFormValues>()

export const TOPIC_LIMIT = 200
export const AGENDA_LIMIT = 2000
export const LONGEST_MINUTES = 1440

/** Zoom's own rule for passcodes. */
const PASSCODE = /^[A-Za-z0-9@\-_*!]{1,10}$/

/** The API's names of fields that are called otherwise here. */
export const FIELD_NAMES: Record<string, string> = {
  starts_at: 'time',
  timezone: 'zone',
  duration_minutes: 'durationMinutes',
  staff_ids: 'staffIds',
  host_id: 'hostId',
}

export function emptyValues(zone: string, options: MeetingOptions, staffIds: string[]): MeetingFormValues {
  const start = nextQuarter(zone)
  return {
    subjectKind: 'client',
    subject: null,
    invitesPeople: false,
    topic: '',
    staffIds,
    hostId: null,
    acceptsNewLink: false,
    day: dayOf(start),
    time: timeOf(start),
    durationMinutes: 60,
    zone,
    agenda: '',
    passcode: '',
    options,
  }
}

export function valuesOf(meeting: Meeting): MeetingFormValues {
  const start = toWall(meeting.starts_at, meeting.timezone)
  return {
    subjectKind: meeting.subject?.kind ?? 'none',
    subject: meeting.subject && { id: meeting.subject.id, name: meeting.subject.name },
    invitesPeople: false,
    topic: meeting.topic,
    staffIds: meeting.staff.map(({ id }) => id),
    hostId: meeting.host?.id ?? null,
    acceptsNewLink: false,
    day: dayOf(start),
    time: timeOf(start),
    durationMinutes: meeting.duration_minutes,
    zone: meeting.timezone,
    agenda: meeting.agenda ?? '',
    passcode: meeting.passcode ?? '',
    options: meeting.options,
  }
}

export function wallStart({ day, time }: Pick<MeetingFormValues, 'day' | 'time'>): string {
  return `${day} ${time}:00`
}

/** Null until day and time are complete. */
export function startInstant(values: MeetingFormValues): string | null {
  return values.day && /^\d\d:\d\d$/.test(values.time) ? toInstant(wallStart(values), values.zone) : null
}

/** The wall clock is sent as it was typed; the server turns it into an instant by the same rules. */
function localStart(values: MeetingFormValues): string {
  return wallStart(values).replace(' ', 'T')
}

export function subjectOf({ subjectKind, subject }: MeetingFormValues): MeetingCreate['subject'] {
  return subjectKind === 'none' || !subject ? null : { kind: subjectKind, id: subject.id }
}

export function toCreate(values: MeetingFormValues): MeetingCreate {
  return {
    topic: values.topic.trim(),
    agenda: values.agenda.trim() || null,
    subject: subjectOf(values),
    staff_ids: values.staffIds,
    host_id: values.hostId,
    starts_at: localStart(values),
    timezone: values.zone,
    duration_minutes: values.durationMinutes,
    passcode: values.passcode || null,
    options: values.options,
  }
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}

/**
 * Only what was changed; a moved start is told whole, time and zone together. A passcode that was emptied is left out:
 * Zoom keeps the old one, a meeting never is without.
 */
export function toUpdate(values: MeetingFormValues, before: MeetingFormValues, version: number): MeetingUpdate {
  const now = toCreate(values)
  const old = toCreate(before)
  const changed = Object.entries(now).filter(([field, value]) => !same(value, old[field as keyof MeetingCreate]))
  const update = { ...Object.fromEntries(changed), version } as MeetingUpdate
  if (update.passcode === null) delete update.passcode
  if (update.host_id && values.acceptsNewLink) update.new_link = true
  if ('starts_at' in update || 'timezone' in update) {
    update.starts_at = now.starts_at
    update.timezone = now.timezone
  }
  return update
}

export type Complaint =
  | 'topicNeeded'
  | 'subjectNeeded'
  | 'startNeeded'
  | 'startPast'
  | 'startSkipped'
  | 'durationRange'
  | 'passcodeForm'
  | 'tooLong'

function complaintAboutStart(values: MeetingFormValues, before: MeetingFormValues | null): Complaint | null {
  const start = startInstant(values)
  if (!start) return 'startNeeded'
  if (isSkipped(wallStart(values), values.zone)) return 'startSkipped'
  // A meeting that is running keeps its start; only a new or moved one must lie ahead.
  const moved = !before || start !== startInstant(before)
  return moved && isBefore(start, nowInstant()) ? 'startPast' : null
}

/** What the page can say before asking the server, by field. */
export function complaints(
  values: MeetingFormValues,
  before: MeetingFormValues | null,
): Partial<Record<keyof MeetingFormValues, Complaint | null>> {
  const { topic, subjectKind, subject, durationMinutes, passcode, agenda } = values
  return {
    subject: subjectKind !== 'none' && !subject ? 'subjectNeeded' : null,
    topic: topic.trim() ? (topic.trim().length > TOPIC_LIMIT ? 'tooLong' : null) : 'topicNeeded',
    time: complaintAboutStart(values, before),
    durationMinutes: durationMinutes >= 1 && durationMinutes <= LONGEST_MINUTES ? null : 'durationRange',
    passcode: passcode && !PASSCODE.test(passcode) ? 'passcodeForm' : null,
    agenda: agenda.length > AGENDA_LIMIT ? 'tooLong' : null,
  }
}
