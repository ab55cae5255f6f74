import type { SearchSchemaInput } from '@tanstack/react-router'
import { FIRST_PAGE, type Paging, readPaging, readText } from '@/lib/paging'

export interface DirectorySearch extends Paging {
  search: string
  /** The dialog that is open: a record's id, or a new one. */
  open?: string
}

export const NEW = 'new'

export const DEFAULT_SEARCH = { search: '', ...FIRST_PAGE } as const satisfies DirectorySearch

export function readSearch(raw: Partial<DirectorySearch> & SearchSchemaInput): DirectorySearch {
  return {
    search: readText(raw.search),
    open: typeof raw.open === 'string' ? raw.open : undefined,
    ...readPaging(raw),
  }
}
