/** Why a meeting is not in step with Zoom, in words: what happened, that nothing is lost, and what to do. */
import type { TFunction } from 'i18next'
import type { Meeting } from '@/api/types'
import { fieldList } from '@/lib/field-words'
import type ru from '@/locales/ru.json'

type Code = Exclude<keyof (typeof ru)['syncWhy'], 'said' | 'daily_limit_named'>

const CODES: readonly string[] = [
  'not_connected',
  'too_late',
  'no_host',
  'daily_limit',
  'outcome_unknown',
  'being_held',
  'suspected_missing',
  'disputed',
  'kept_by_zoom',
  'deleted_in_zoom',
  'reviving',
  'not_in_bin',
  'unavailable',
  'unconfirmed',
  'no_access',
  'scope_missing',
  'refused',
  'throttled',
] satisfies Code[]

function isCode(code: string): code is Code {
  return CODES.includes(code)
}

/** A reason that only a later server knows is told in the server's English. */
export function syncWhy({ state, reason, reason_code: code, values }: Meeting['sync'], t: TFunction): string {
  if (!code) return t(`syncHints.${state}`)
  if (!isCode(code)) return reason ?? t(`syncHints.${state}`)
  if (code === 'daily_limit' && values.host) return t('syncWhy.daily_limit_named', { host: values.host })
  return t(`syncWhy.${code}`, { fields: fieldList(values.fields ?? [], t), said: values.said ?? '' })
}
