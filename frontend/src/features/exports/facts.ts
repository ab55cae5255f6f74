import type { TFunction } from 'i18next'
import i18next from 'i18next'
import type { Export } from '@/api/types'
import { formatDayShort } from '@/lib/format'
import { dayOf, toWall } from '@/lib/time'

export function sizeText(bytes: number, t: TFunction): string {
  const number = new Intl.NumberFormat(i18next.language, { maximumFractionDigits: 1 })
  if (bytes < 1_000_000) return t('exports.sizes.kb', { size: number.format(Math.max(1, Math.round(bytes / 1000))) })
  return t('exports.sizes.mb', { size: number.format(bytes / 1_000_000) })
}

/** How long and large a file is, and until when it is kept. */
export function factsOf(made: Export, zone: string, t: TFunction): string[] {
  const facts = [t('exports.rowsCount', { count: made.rows_done })]
  if (made.size_bytes !== null) facts.push(sizeText(made.size_bytes, t))
  if (made.expires_at) {
    facts.push(t('exports.keptUntil', { day: formatDayShort(dayOf(toWall(made.expires_at, zone)), i18next.language) }))
  }
  return facts
}
