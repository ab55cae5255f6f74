/** How the fields in which Zoom and we may differ are called. */
import type { TFunction } from 'i18next'
import type ru from '@/locales/ru.json'

type Field = keyof (typeof ru)['differences']['fields']

const FIELDS: readonly string[] = [
  'topic',
  'agenda',
  'starts_at',
  'duration_minutes',
  'timezone',
  'passcode',
  'host',
  'record',
  'join_before_host',
  'host_video',
  'participant_video',
  'mute_upon_entry',
  'waiting_room',
] satisfies Field[]

function isField(field: string): field is Field {
  return FIELDS.includes(field)
}

/** A field that a later server knows stays as the server calls it. */
export function fieldName(field: string, t: TFunction): string {
  return isField(field) ? t(`differences.fields.${field}`) : field
}

/** `тема, начало`: as they stand within a sentence. */
export function fieldList(fields: string[], t: TFunction): string {
  return fields
    .map((field) => fieldName(field, t))
    .map((name) => name.charAt(0).toLowerCase() + name.slice(1))
    .join(', ')
}
