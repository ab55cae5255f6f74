/** Short names for the generated types; nothing is written by hand here. */
import type { components, paths } from '@/api/schema.gen'

type Schemas = components['schemas']

export type Session = Schemas['SessionOut']
export type Account = Schemas['Account']
export type Locale = Account['locale']

export type Meeting = Schemas['MeetingOut']
export type MeetingCreate = Schemas['MeetingCreate']
export type MeetingUpdate = Schemas['MeetingUpdate']
export type MeetingOptions = Schemas['Options']
export type MeetingsPage = Schemas['Page_MeetingOut_']
export type MeetingsQuery = NonNullable<paths['/api/v1/meetings']['get']['parameters']['query']>
export type SubjectKind = Schemas['Subject']['kind']
export type Ref = Schemas['Ref']
export type CalendarItem = Schemas['CalItem']
export type Availability = Schemas['AvailOut']
export type AvailabilityQuestion = Schemas['AvailIn']
export type Conflict = Schemas['Conflict']

export type Client = Schemas['ClientOut']
export type ClientGroup = Schemas['GroupOut']
export type Lead = Schemas['LeadOut']
export type Staff = Schemas['StaffOut']

export type ZoomSettings = Schemas['ZoomSettings']
export type ZoomSettingsUpdate = Schemas['ZoomSettingsIn']
export type ZoomCheck = Schemas['CheckOut']
export type ZoomCheckQuestion = Schemas['CheckIn']
export type ZoomUser = Schemas['ZUser']
export type MeetingRules = Schemas['Rules']

export type Problem = Schemas['ProblemOut']
