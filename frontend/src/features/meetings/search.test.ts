import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Account } from '@/api/types'
import { DEFAULT_SEARCH, isFiltered, type MeetingSearch, readSearch, sortOf, toQuery } from '@/features/meetings/search'

const READER = { id: 'anna', timezone: 'Europe/Kyiv', page_size: 50 } as Account

function asked(change: Partial<MeetingSearch>, scope = {}) {
  return toQuery({ ...DEFAULT_SEARCH, ...change }, READER, scope)
}

beforeEach(() => {
  vi.useFakeTimers({ now: new Date('2026-11-23T18:00:00Z') })
})

afterEach(() => {
  vi.useRealTimers()
})

test('an address typed by hand loses what makes no sense', () => {
  const typed = { view: 'nonsense', page: -3, page_size: 7, from: 'yesterday', status: 'gone,ended', period: 'ever' }
  expect(readSearch(typed as never)).toMatchObject({ ...DEFAULT_SEARCH, status: 'ended', period: undefined })
  expect(readSearch({ search: 2026, page: 4, page_size: 50 } as never)).toMatchObject({
    search: '2026',
    page: 4,
    page_size: 50,
  })
})

test('a period is whole days of the reader, its last day included', () => {
  expect(asked({ from: '2026-10-24', to: '2026-10-25' })).toMatchObject({
    period_field: 'starts_at',
    period_from: '2026-10-23T21:00:00Z',
    period_to: '2026-10-25T22:00:00Z',
  })
})

test('either end of a period may be open', () => {
  const until = asked({ to: '2026-11-23' })
  expect(until.period_from).toBeUndefined()
  expect(until.period_to).toBe('2026-11-23T22:00:00Z')
})

test('a period may be about the creation, and then so is the order', () => {
  const search = { ...DEFAULT_SEARCH, by: 'created_at', period: 'today' } as const
  expect(asked(search)).toMatchObject({ period_field: 'created_at', period_from: '2026-11-22T22:00:00Z' })
  expect(sortOf(search)).toBe('created_at')
})

test('coming meetings run or are ahead, soonest first; past ones are over, latest first', () => {
  const coming = asked({})
  expect(coming).toMatchObject({ status: ['planned', 'running', 'missing'], sort: 'starts_at' })
  // One that began yesterday may still run.
  expect(coming.period_from).toBe('2026-11-22T12:00:00Z')
  expect(asked({ view: 'past' })).toMatchObject({
    status: ['ended', 'missing'],
    period_to: '2026-11-23T18:00:00Z',
    sort: '-starts_at',
  })
})

test('chosen states stand for those of the view', () => {
  expect(asked({ status: 'cancelled,missing' }).status).toEqual(['cancelled', 'missing'])
})

test('several managers, oneself and nobody are asked for; among the staff, oneself by id', () => {
  expect(asked({ manager: 'ivan,me,none', staff: 'me,olha' })).toMatchObject({
    manager_id: ['ivan', 'me', 'none'],
    staff_id: ['anna', 'olha'],
  })
})

test('the account says how long a page is, unless the address does', () => {
  expect(asked({}).page_size).toBe(50)
  expect(asked({ page_size: 10 }).page_size).toBe(10)
})

test("a client's card also asks for meetings of its people", () => {
  const subject = { kind: 'client', id: 'loft' }
  expect(asked({}, { subject })).toMatchObject({ subject_kind: 'client', subject_id: 'loft', related: true })
  expect(asked({}, { staff: 'olha' })).toMatchObject({ staff_id: ['olha'] })
})

test('a view or a page is no filter; a word or a person is', () => {
  expect(isFiltered({ ...DEFAULT_SEARCH, view: 'past', page: 3 })).toBe(false)
  expect(isFiltered({ ...DEFAULT_SEARCH, staff: 'someone' })).toBe(true)
  expect(isFiltered({ ...DEFAULT_SEARCH, period: 'week' })).toBe(true)
})
