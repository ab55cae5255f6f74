/** A list of the directory as it stands in the address. */
import type { SearchSchemaInput } from '@tanstack/react-router'
import type { Lead } from '@/api/types'
import { FIRST_PAGE, type Paging, readPaging, readText } from '@/lib/paging'

export const LEAD_STATUSES = ['new', 'in_work', 'converted', 'lost'] as const satisfies readonly Lead['status'][]
const SORTS = ['name', '-name', 'created_at', '-created_at'] as const

export type DirectorySort = (typeof SORTS)[number]

/** Each list takes some of them. */
export interface Filters {
  client_group_id?: string
  client_id?: string
  responsible_id?: string
  status?: Lead['status']
  is_active?: boolean
}

export type FilterName = keyof Filters

export interface DirectorySearch extends Paging, Filters {
  search: string
  sort: DirectorySort
  /** The dialog that is open: a record's id, or a new one. */
  open?: string
}

export const NEW = 'new'

export const DEFAULT_SEARCH = { search: '', sort: 'name', ...FIRST_PAGE } as const satisfies DirectorySearch

function text(raw: unknown): string | undefined {
  return typeof raw === 'string' && raw ? raw : undefined
}

/** An address may be typed by hand: what makes no sense is left out. */
export function readSearch(raw: Partial<DirectorySearch> & SearchSchemaInput): DirectorySearch {
  return {
    search: readText(raw.search),
    sort: SORTS.find((sort) => sort === raw.sort) ?? DEFAULT_SEARCH.sort,
    client_group_id: text(raw.client_group_id),
    client_id: text(raw.client_id),
    responsible_id: text(raw.responsible_id),
    status: LEAD_STATUSES.find((status) => status === raw.status),
    is_active: typeof raw.is_active === 'boolean' ? raw.is_active : undefined,
    open: text(raw.open),
    ...readPaging(raw),
  }
}

/** Which of these filters are set. */
export function filtersSet(search: Filters, names: readonly FilterName[]): FilterName[] {
  return names.filter((name) => search[name] !== undefined)
}

export function withoutFilters(names: readonly FilterName[]): Partial<DirectorySearch> {
  return { search: '', page: 1, ...Object.fromEntries(names.map((name) => [name, undefined])) }
}
