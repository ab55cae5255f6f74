import type { TFunction } from 'i18next'

const DEEDS = {
  'meeting.scheduled': 'scheduled',
  'meeting.changed': 'changed',
  'meeting.cancelled': 'cancelled',
  'meeting.overlap_allowed': 'overlapAllowed',
  'meeting.push_asked': 'pushAsked',
  'meeting.created_in_zoom': 'createdInZoom',
  'meeting.adopted': 'adopted',
  'meeting.changed_in_zoom': 'changedInZoom',
  'meeting.deleted_in_zoom': 'deletedInZoom',
  'meeting.made_in_zoom': 'madeInZoom',
  'meeting.edited_in_zoom': 'editedInZoom',
  'meeting.subject_set': 'subjectSet',
  'meeting.missing': 'missing',
  'meeting.back_in_zoom': 'backInZoom',
  'meeting.revive_asked': 'reviveAsked',
  'meeting.revive_failed': 'reviveFailed',
  'meeting.made_anew': 'madeAnew',
  'meeting.took_zoom': 'tookZoom',
  'meeting.sent_ours': 'sentOurs',
  'meeting.kept_by_zoom': 'keptByZoom',
  'meeting.host_move_refused': 'hostMoveRefused',
  'meeting.double_deleted': 'doubleDeleted',
  'meeting.double_kept': 'doubleKept',
  'meeting.replaced_deleted': 'replacedDeleted',
  'meeting.started': 'begun',
  'meeting.ended': 'ended',
  'meeting.started_by_click': 'started',
  'meeting.joined_by_click': 'joined',
  'participant.added': 'participantAdded',
  'participant.registered': 'participantRegistered',
  'participant.withdrawn': 'participantWithdrawn',
  'participant.denied_in_zoom': 'participantDenied',
} as const

const FIELDS = [
  'topic',
  'agenda',
  'starts_at',
  'duration_minutes',
  'timezone',
  'passcode',
  'options',
  'subject',
  'staff',
  'host',
  'status',
  'occurrences',
] as const

type Deed = (typeof DEEDS)[keyof typeof DEEDS] | 'other'

/** What the deed is called in the locales; the server may know more deeds than this page. */
export function deedKey(action: string): Deed {
  return action in DEEDS ? DEEDS[action as keyof typeof DEEDS] : 'other'
}

/** The changed fields for people; those without a name are left out. */
export function changedFields(fields: string[], t: TFunction): string[] {
  return FIELDS.filter((field) => fields.includes(field)).map((field) => t(`timeline.fields.${field}`))
}
