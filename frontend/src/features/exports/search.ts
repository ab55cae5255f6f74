import type { SearchSchemaInput } from '@tanstack/react-router'
import { readPaging } from '@/lib/paging'

export interface ExportsSearch {
  page: number
}

export const DEFAULT_SEARCH = { page: 1 } as const satisfies ExportsSearch

export function readSearch(raw: Partial<ExportsSearch> & SearchSchemaInput): ExportsSearch {
  return { page: readPaging({ page: raw.page }).page }
}
