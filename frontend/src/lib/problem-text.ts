/** What is said to a person about a failure: our own sentence where the code is known, else the server's. */
import type { TFunction } from 'i18next'
import i18next from 'i18next'
import { ApiError } from '@/api/problem'

/** Codes are the server's and may grow; the dictionary says which ones it knows. */
function translated(section: 'problems' | 'fieldErrors', code: string): string | undefined {
  const text: unknown = i18next.getResource(i18next.language, 'translation', `${section}.${code}`)
  return typeof text === 'string' ? text : undefined
}

/** Our sentence for a code of the server, if there is one. */
export function codeText(code: string): string | undefined {
  return translated('problems', code)
}

export function problemText(error: unknown, t: TFunction): string {
  if (!(error instanceof ApiError)) return t('problems.unexpected')
  const referring = referencesText(error.references, t)
  if (error.code === 'in_use' && referring) return t('cards.inUse', { list: referring })
  return codeText(error.code) ?? (error.message || t('problems.unexpected'))
}

const REFERRING = ['meetings', 'clients', 'participants', 'adoption_rules'] as const

/** "3 meetings, 2 clients"; nothing when it is something that we have no words for. */
function referencesText(references: Record<string, number>, t: TFunction): string {
  const parts = REFERRING.filter((name) => references[name])
  return parts.map((name) => t(`cards.references.${name}`, { count: references[name] })).join(', ')
}

/** What is wrong with a field: our own sentence where the code is known, else the server's. */
export function fieldText(code: string, message: string): string {
  return translated('fieldErrors', code) ?? message
}

/** Server messages by the whole way to their field, as in `participants.1.email`. */
export function fieldPathTexts(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  const texts = error.fields.map(({ loc, code, message }) => {
    return [loc.slice(1).join('.'), translated('fieldErrors', code) ?? message] as const
  })
  return Object.fromEntries(texts.reverse())
}

/** Server messages by field name, ready for `form.setErrors`; `names` maps the API's fields onto the form's. */
export function fieldTexts(error: unknown, names: Record<string, string> = {}): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  const texts = error.fields.map(({ loc, code, message }) => {
    const field = String(loc[1] ?? '')
    return [names[field] ?? field, fieldText(code, message)] as const
  })
  return Object.fromEntries(texts.reverse())
}
