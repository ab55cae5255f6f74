import { describe, expect, test } from 'vitest'
import type { CalendarItem } from '@/api/types'
import { boxesOf, boxesOfDraft, draggedMinutes } from '@/features/meetings/calendar-events'

function anItem(change: Partial<CalendarItem>): CalendarItem {
  return {
    meeting_id: 'm1',
    starts_at: '2026-12-01T12:00:00Z',
    ends_at: '2026-12-01T13:00:00Z',
    duration_minutes: 60,
    timezone: 'Europe/Kyiv',
    topic: 'Сверка',
    subject: { kind: 'client', id: 'c1', name: 'Лофт' },
    staff: [],
    host: null,
    status: 'planned',
    ...change,
  }
}

describe('meetings become boxes', () => {
  test('on the wall clock of the zone, with topic and client', () => {
    expect(boxesOf([anItem({})], 'Europe/London', null)).toEqual([
      { id: 'm1', kind: 'meeting', title: 'Сверка · Лофт', start: '2026-12-01 12:00:00', end: '2026-12-01 13:00:00' },
    ])
  })

  test('of a meeting that the reader may not see, only that somebody is busy', () => {
    const [box] = boxesOf([anItem({ meeting_id: null, topic: null, subject: null })], 'Europe/Kyiv', null)
    expect(box).toMatchObject({ kind: 'busy', title: null })
  })

  test('but not cancelled ones, nor the one being edited', () => {
    const items = [anItem({ status: 'cancelled' }), anItem({ meeting_id: 'edited' })]
    expect(boxesOf(items, 'Europe/Kyiv', 'edited')).toEqual([])
  })
})

describe('a draft', () => {
  test('over midnight is a box on each day', () => {
    const boxes = boxesOfDraft('2026-12-01T21:30:00Z', 60, 'Europe/Kyiv', 'Новая', false)
    expect(boxes.map(({ start, end }) => [start, end])).toEqual([
      ['2026-12-01 23:30:00', '2026-12-01 23:59:59'],
      ['2026-12-02 00:00:00', '2026-12-02 00:30:00'],
    ])
  })

  test('until midnight stays on its day', () => {
    const boxes = boxesOfDraft('2026-12-01T21:00:00Z', 60, 'Europe/Kyiv', 'Новая', false)
    expect(boxes.map(({ end }) => end)).toEqual(['2026-12-01 23:59:59'])
  })

  test('of a minute can still be seen', () => {
    const [box] = boxesOfDraft('2026-12-01T12:00:00Z', 1, 'Europe/Kyiv', 'Новая', false)
    expect(box?.end).toBe('2026-12-01 14:15:00')
  })

  test('in the hour that comes twice does not end before it begins', () => {
    const [box] = boxesOfDraft('2026-10-25T00:45:00Z', 30, 'Europe/Kyiv', 'Новая', false)
    expect([box?.start, box?.end]).toEqual(['2026-10-25 03:45:00', '2026-10-25 04:00:00'])
  })

  test('that collides looks different', () => {
    expect(boxesOfDraft('2026-12-01T12:00:00Z', 60, 'Europe/Kyiv', 'Новая', true)[0]?.kind).toBe('clash')
  })
})

test('a drag into the last slot of the day means until midnight', () => {
  expect(draggedMinutes('2026-12-01 22:30:00', '2026-12-01 23:59:59')).toBe(90)
  expect(draggedMinutes('2026-12-01 10:00:00', '2026-12-01 11:30:00')).toBe(90)
})
