import { expect, test } from 'vitest'
import { queryOf } from '@/features/directory/noun'
import { DEFAULT_SEARCH } from '@/features/directory/search'

test('a list asks only for filters that it has', () => {
  const search = { ...DEFAULT_SEARCH, responsible_id: 'r', status: 'lost', open: 'new' } as const
  expect(queryOf(['responsible_id'], search)).toEqual({ ...DEFAULT_SEARCH, responsible_id: 'r' })
})

test('what a list is fixed to wins over the address', () => {
  const search = { ...DEFAULT_SEARCH, client_id: 'another' }
  expect(queryOf(['client_id'], search, { client_id: 'this' }).client_id).toBe('this')
})
