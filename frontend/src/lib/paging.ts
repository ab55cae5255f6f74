/** Pages of a list, as they stand in an address that may have been typed by hand. */
import type { PageSize } from '@/api/types'

export const PAGE_SIZES = [10, 25, 50, 100] as const satisfies readonly PageSize[]

export const FIRST_PAGE = { page: 1, page_size: 25 } as const satisfies Paging

export interface Paging {
  page: number
  page_size: PageSize
}

export function readPaging(raw: Partial<Paging>): Paging {
  const page = Number(raw.page)
  return {
    page: Number.isInteger(page) && page > 0 ? page : FIRST_PAGE.page,
    page_size: PAGE_SIZES.find((size) => size === raw.page_size) ?? FIRST_PAGE.page_size,
  }
}

/** A number is what the address makes of `?search=2026`. */
export function readText(raw: unknown): string {
  return typeof raw === 'string' || typeof raw === 'number' ? String(raw) : ''
}
