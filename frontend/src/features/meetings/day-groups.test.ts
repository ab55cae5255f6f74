import { expect, test } from 'vitest'
import { groupByDay } from '@/features/meetings/day-groups'
import { aMeeting } from '@/test-page'

test('meetings stand under the day on which they begin for the reader', () => {
  const meetings = ['2026-12-01T21:30:00Z', '2026-12-01T22:30:00Z', '2026-12-02T10:00:00Z'].map((starts_at) =>
    aMeeting({ id: starts_at, starts_at }),
  )
  const days = (zone: string) => groupByDay(meetings, zone).map(({ day, meetings: ofDay }) => [day, ofDay.length])
  expect(days('Europe/Kyiv')).toEqual([
    ['2026-12-01', 1],
    ['2026-12-02', 2],
  ])
  expect(days('UTC')).toEqual([
    ['2026-12-01', 2],
    ['2026-12-02', 1],
  ])
})
