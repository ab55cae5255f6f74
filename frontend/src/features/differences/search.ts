import type { SearchSchemaInput } from '@tanstack/react-router'
import { FIRST_PAGE, type Paging, readPaging } from '@/lib/paging'

export const DEFAULT_SEARCH = FIRST_PAGE

export function readSearch(raw: Partial<Paging> & SearchSchemaInput): Paging {
  return readPaging(raw)
}
