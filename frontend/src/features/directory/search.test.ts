import { expect, test } from 'vitest'
import { DEFAULT_SEARCH, filtersSet, readSearch, withoutFilters } from '@/features/directory/search'

test('an address typed by hand is read as far as it makes sense', () => {
  const typed = { search: 2026, sort: 'weight', status: 'gone', is_active: 'yes', page: -3, client_id: '' }
  expect(readSearch(typed as never)).toEqual({ ...DEFAULT_SEARCH, search: '2026' })
})

test('filters, order and the open dialog survive in the address', () => {
  const search = {
    ...DEFAULT_SEARCH,
    sort: '-created_at',
    client_group_id: 'g',
    is_active: false,
    open: 'new',
  } as const
  expect(readSearch(search as never)).toEqual(search)
})

test('only the filters that a list takes are counted and cleared', () => {
  const search = { ...DEFAULT_SEARCH, search: 'мост', page: 3, client_group_id: 'g', responsible_id: 'r' }
  expect(filtersSet(search, ['client_group_id', 'responsible_id'])).toEqual(['client_group_id', 'responsible_id'])
  const cleared = { ...search, ...withoutFilters(['responsible_id']) }
  expect(cleared).toEqual({ ...DEFAULT_SEARCH, client_group_id: 'g', responsible_id: undefined })
})
