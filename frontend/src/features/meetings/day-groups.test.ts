import { expect, test } from 'vitest'
import { groupByDay } from '@/features/meetings/day-groups'
import { aMeeting } from '@/test-page'

test('meetings stand under the day on which they begin for the reader', () => {
  const meetings = ['2026-12-01T21:30:00Z', '2026-12-01T22:30:00Z', '2026-12-02T10:00:00Z'].map((starts_at) =>
    aMeeting({ id: starts_at, starts_at }),
  )
  const days = (zone: string) =>
    groupByDay({ meetings, zone, sort: 'starts_at', now: '2026-12-01T00:00:00Z' }).map(({ day, meetings: ofDay }) => [
      day,
      ofDay.length,
    ])
  expect(days('Europe/Kyiv')).toEqual([
    ['2026-12-01', 1],
    ['2026-12-02', 2],
  ])
  expect(days('UTC')).toEqual([
    ['2026-12-01', 2],
    ['2026-12-02', 1],
  ])
})

test('where coming ones stand first, the groups say where they and the past ones begin', () => {
  const meetings = [
    aMeeting({ id: 'late', status: 'running', starts_at: '2026-12-01T08:00:00Z', ends_at: '2026-12-01T09:00:00Z' }),
    aMeeting({ id: 'soon', starts_at: '2026-12-01T12:00:00Z', ends_at: '2026-12-01T13:00:00Z' }),
    aMeeting({ id: 'early', status: 'ended', starts_at: '2026-12-01T09:00:00Z', ends_at: '2026-12-01T14:00:00Z' }),
    aMeeting({ id: 'over', starts_at: '2026-11-30T09:00:00Z', ends_at: '2026-11-30T10:00:00Z' }),
  ]
  const groups = groupByDay({ meetings, zone: 'UTC', sort: 'upcoming_first', now: '2026-12-01T10:00:00Z' })
  expect(groups.map(({ day, opens, meetings: ofDay }) => [day, opens, ofDay.map(({ id }) => id)])).toEqual([
    ['2026-12-01', 'upcoming', ['late', 'soon']],
    ['2026-12-01', 'past', ['early']],
    ['2026-11-30', undefined, ['over']],
  ])
})
