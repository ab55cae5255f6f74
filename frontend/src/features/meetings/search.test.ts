import { expect, test, vi } from 'vitest'
import { DEFAULT_SEARCH, hiddenFilterCount, isFiltered, readSearch, toQuery } from '@/features/meetings/search'

const KYIV = 'Europe/Kyiv'

test('an address typed by hand loses what makes no sense', () => {
  const typed = { view: 'nonsense', page: -3, page_size: 7, from: 'yesterday', status: 'gone' } as never
  expect(readSearch(typed)).toMatchObject(DEFAULT_SEARCH)
  expect(readSearch({ search: 2026, page: 4, page_size: 50 } as never)).toMatchObject({
    search: '2026',
    page: 4,
    page_size: 50,
  })
})

test('a period is whole days of the reader, its last day included', () => {
  const query = toQuery({ ...DEFAULT_SEARCH, view: 'all', from: '2026-10-24', to: '2026-10-25' }, KYIV)
  expect(query).toMatchObject({ period_from: '2026-10-23T21:00:00Z', period_to: '2026-10-25T22:00:00Z' })
})

test('coming meetings begin with today, soonest first; past ones end now, latest first', () => {
  vi.useFakeTimers({ now: new Date('2026-11-23T18:00:00Z') })
  const coming = toQuery(DEFAULT_SEARCH, KYIV)
  const past = toQuery({ ...DEFAULT_SEARCH, view: 'past' }, KYIV)
  vi.useRealTimers()
  expect(coming).toMatchObject({ period_from: '2026-11-22T22:00:00Z', sort: 'starts_at' })
  expect(past).toMatchObject({ period_to: '2026-11-23T18:00:00Z', sort: '-starts_at' })
})

test('a view or a page is no filter; a word or a person is', () => {
  expect(isFiltered({ ...DEFAULT_SEARCH, view: 'past', page: 3 })).toBe(false)
  expect(isFiltered({ ...DEFAULT_SEARCH, staff: 'someone' })).toBe(true)
  expect(hiddenFilterCount({ ...DEFAULT_SEARCH, kind: 'lead', status: 'ended' })).toBe(2)
})
