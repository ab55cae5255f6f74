import { expect, test } from 'vitest'
import { niceTop } from '@/features/dashboard/nice-top'

test.each([
  [0, 2],
  [1, 2],
  [3, 4],
  [5, 10],
  [11, 20],
  [87, 100],
  [101, 200],
])('a scale for %i ends at %i', (value, top) => {
  expect(niceTop(value)).toBe(top)
})
