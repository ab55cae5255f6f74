import { expect, test } from 'vitest'
import type { Export } from '@/api/types'
import { moveTo } from '@/features/exports/column-order'
import { chosenColumns, firstOptions } from '@/features/exports/options'

const SOURCE = { filters: {}, total: 3, totalIsExact: true, selectedIds: [] }

test('a column takes the place of another, upwards and downwards', () => {
  expect(moveTo(['topic', 'starts_at', 'host'], 'host', 'topic')).toEqual(['host', 'topic', 'starts_at'])
  expect(moveTo(['topic', 'starts_at', 'host'], 'topic', 'host')).toEqual(['starts_at', 'host', 'topic'])
})

test('the next export begins with the columns of the last one, in their order', () => {
  const last = { columns: ['host', 'topic'], rows: 'meeting' } as Export
  const options = firstOptions(SOURCE, 'UTC', 'en', last)
  expect(chosenColumns(options)).toEqual(['host', 'topic'])
  expect(chosenColumns({ ...options, rows: 'participant' })).toEqual([
    'host',
    'topic',
    'participant_name',
    'participant_email',
    'participant_state',
  ])
})

test('who has exported nothing is offered all columns', () => {
  expect(chosenColumns(firstOptions(SOURCE, 'UTC', 'en', undefined))).toHaveLength(18)
})
