/** What can be chosen of an export, and what is chosen at first. */
import type { Export, ExportColumn, ExportCreate, Locale } from '@/api/types'
import type { ExportSource } from '@/lib/export-source'

export const FORMATS = ['xlsx', 'csv', 'ics'] as const
export const ROWS = ['meeting', 'participant'] as const
export const SEPARATORS = ['semicolon', 'comma', 'tab'] as const

/** In the order of a file for which nobody chose another. */
export const COLUMNS = [
  'topic',
  'starts_at',
  'ends_at',
  'duration_minutes',
  'timezone',
  'subject_kind',
  'subject_name',
  'responsible_manager',
  'staff',
  'host',
  'created_by',
  'origin',
  'status',
  'zoom_meeting_id',
  'join_url',
  'agenda',
  'participants',
  'participant_name',
  'participant_email',
  'participant_state',
  'created_at',
] as const satisfies readonly ExportColumn[]

export type Format = (typeof FORMATS)[number]
type Rows = (typeof ROWS)[number]

export interface ExportOptions {
  what: 'selected' | 'all'
  format: Format
  rows: Rows
  separator: (typeof SEPARATORS)[number]
  timezone: string
  /** All columns, in the order of the file. */
  order: readonly ExportColumn[]
  /** Left out, so that columns of participants are in when rows become theirs. */
  without: ExportColumn[]
}

export function columnsFor({ rows, order }: Pick<ExportOptions, 'rows' | 'order'>): ExportColumn[] {
  return order.filter((column) => (rows === 'meeting' ? !column.startsWith('participant_') : column !== 'participants'))
}

export function chosenColumns(options: ExportOptions): ExportColumn[] {
  return columnsFor(options).filter((column) => !options.without.includes(column))
}

/** As the reader had them the last time. */
function columnsOf(last: Export | undefined): Pick<ExportOptions, 'order' | 'without'> {
  if (!last) return { order: COLUMNS, without: [] }
  const order = [...last.columns, ...COLUMNS.filter((column) => !last.columns.includes(column))]
  const without = columnsFor({ rows: last.rows, order }).filter((column) => !last.columns.includes(column))
  return { order, without }
}

/** Excel splits at what the country's lists are separated by: the semicolon, where the comma is for decimals. */
export function firstOptions(
  source: ExportSource,
  timezone: string,
  locale: Locale,
  last: Export | undefined,
): ExportOptions {
  return {
    what: source.selectedIds.length > 0 ? 'selected' : 'all',
    format: 'xlsx',
    rows: 'meeting',
    separator: locale === 'en' ? 'comma' : 'semicolon',
    timezone,
    ...columnsOf(last),
  }
}

export function toRequest(options: ExportOptions, source: ExportSource): ExportCreate {
  const { format, timezone, what, rows, separator } = options
  const { page: _page, page_size: _size, cursor: _cursor, ...filters } = source.filters
  const request = { format, timezone, filters, meeting_ids: what === 'selected' ? source.selectedIds : null }
  if (format === 'ics') return request
  return { ...request, rows, columns: chosenColumns(options), ...(format === 'csv' && { separator }) }
}
