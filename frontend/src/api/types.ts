/** Short names for the generated types; nothing is written by hand here. */
import type { components, paths } from '@/api/schema.gen'

type Schemas = components['schemas']

export type Session = Schemas['SessionOut']
export type Account = Schemas['AccountOut']
export type Locale = Account['locale']

export type Meeting = Schemas['MeetingOut']
export type MeetingDetail = Schemas['MeetingDetail']
export type MeetingCreate = Schemas['MeetingCreate']
export type MeetingUpdate = Schemas['MeetingUpdate']
export type MeetingOptions = Schemas['OptionsOut']
export type MeetingsPage = Schemas['Page_MeetingOut_']
export type MeetingsQuery = NonNullable<paths['/api/v1/meetings']['get']['parameters']['query']>
export type SyncRun = Schemas['SyncRunOut']
export type TimelineEntry = Schemas['TimelineEntry']
export type SavedFilter = Schemas['SavedFilterOut']
export type SubjectKind = Schemas['SubjectOut']['kind']
export type Ref = Schemas['Ref']
export type CalendarItem = Schemas['CalendarItem']
export type CalendarWindow = Schemas['CalendarOut']
export type Participant = Schemas['MeetingParticipantOut']
export type ParticipantCreate = Schemas['ParticipantCreate']
export type SubjectPeople = Schemas['SubjectPeopleOut']
export type Availability = Schemas['AvailabilityOut']
export type AvailabilityQuestion = Schemas['AvailabilityQuery']
export type Conflict = Schemas['ConflictOut']

export type Client = Schemas['ClientOut']
export type ClientChange = Schemas['ClientUpdate']
export type ClientGroup = Schemas['ClientGroupOut']
export type ClientGroupChange = Schemas['ClientGroupUpdate']
export type Contact = Schemas['ContactOut']
export type ContactChange = Schemas['ContactUpdate']
export type Lead = Schemas['LeadOut']
export type LeadChange = Schemas['LeadUpdate']
export type LeadConvert = Schemas['LeadConvert']
export type Staff = Schemas['StaffOut']
export type StaffChange = Schemas['StaffUpdate']
export type PageSize = Schemas['PageSize']

export type Import = Schemas['ImportOut']
export type ImportKind = Import['kind']
export type ImportRow = Schemas['ImportRowOut']
export type ImportRowsQuery = NonNullable<paths['/api/v1/imports/{import_id}/rows']['get']['parameters']['query']>

export type ZoomSettings = Schemas['ZoomSettingsOut']
export type ZoomSettingsUpdate = Schemas['ZoomSettingsUpdate']
export type ConnectionToCheck = Schemas['ConnectionToCheck']
export type ConnectionCheck = Schemas['ConnectionCheckOut']
export type CheckStep = Schemas['CheckStep']
export type ZoomUser = Schemas['ZoomUserOut']
export type MeetingRules = Schemas['MeetingSettingsOut']
export type MeetingRulesUpdate = Schemas['MeetingSettingsUpdate']

export type Export = Schemas['ExportOut']
export type ExportCreate = Schemas['ExportCreate']
export type ExportColumn = Schemas['Column']
export type ExportsPage = Schemas['Page_ExportOut_']

export type Problem = Schemas['ProblemOut']
