/** What the address says: what is imported, and which rows of it are looked at. */
import type { SearchSchemaInput } from '@tanstack/react-router'
import type { ImportKind, ImportRow } from '@/api/types'
import { FIRST_PAGE, type Paging, readPaging } from '@/lib/paging'

export const KINDS = ['clients', 'contacts', 'leads'] as const satisfies readonly ImportKind[]
export const VERDICTS = ['new', 'update', 'same', 'error'] as const satisfies readonly ImportRow['verdict'][]

export interface NewImportSearch {
  kind: ImportKind
}

export interface ImportSearch extends Paging {
  verdict?: ImportRow['verdict']
}

export const DEFAULT_SEARCH = FIRST_PAGE

export function readNewSearch(raw: Partial<NewImportSearch> & SearchSchemaInput): NewImportSearch {
  return { kind: KINDS.find((kind) => kind === raw.kind) ?? 'clients' }
}

export function readSearch(raw: Partial<ImportSearch> & SearchSchemaInput): ImportSearch {
  return { ...readPaging(raw), verdict: VERDICTS.find((verdict) => verdict === raw.verdict) }
}
