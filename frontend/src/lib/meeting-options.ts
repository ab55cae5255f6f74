/** How a meeting behaves in Zoom, in the order in which people are asked about it. */
import type { MeetingOptions } from '@/api/types'

export const RECORDINGS = ['none', 'local', 'cloud'] as const satisfies readonly MeetingOptions['record'][]

export const SWITCHES = [
  'join_before_host',
  'waiting_room',
  'host_video',
  'participant_video',
  'mute_upon_entry',
] as const satisfies readonly (keyof MeetingOptions)[]
