import { describe, expect, test } from 'vitest'
import type { CalendarItem } from '@/api/types'
import { boxesOf, boxesOfDraft, draggedMinutes, findCollisions, type Lane } from '@/lib/calendar-boxes'

const ANNA = { id: 'anna', name: 'Анна' }
const IGOR = { id: 'igor', name: 'Игорь' }
const ROOM = { id: 'room', name: 'Переговорная' }
const KYIV = { zone: 'Europe/Kyiv' }

function anItem(change: Partial<CalendarItem> = {}): CalendarItem {
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
    can_edit: true,
    kind: 'single',
    occurrence_id: null,
    version: 1,
    ...change,
  }
}

function aDraft(start: string, minutes: number, clashes = false) {
  return { start, minutes, title: 'Новая', clashes }
}

function spans(items: CalendarItem[], zone: string) {
  return boxesOf(items, { zone }).map(({ start, end }) => [start, end])
}

describe('meetings become boxes', () => {
  test('on the wall clock of the zone, with topic and client', () => {
    expect(boxesOf([anItem()], { zone: 'Europe/London' })).toMatchObject([
      {
        id: 'm1',
        kind: 'meeting',
        title: 'Сверка · Лофт',
        start: '2026-12-01 12:00:00',
        end: '2026-12-01 13:00:00',
        time: '12:00–13:00',
      },
    ])
  })

  test('of a meeting that the reader may not see, only that somebody is busy', () => {
    const hidden = { meeting_id: null, topic: null, subject: null, can_edit: false }
    expect(boxesOf([anItem(hidden)], KYIV)).toMatchObject([{ kind: 'busy', title: null, movable: false }])
  })

  test('but not cancelled ones, nor the one being edited', () => {
    const items = [anItem({ status: 'cancelled' }), anItem({ meeting_id: 'edited' })]
    expect(boxesOf(items, { ...KYIV, except: 'edited' })).toEqual([])
  })

  test('of which only a planned one that I may change can be moved', () => {
    const items = [anItem(), anItem({ can_edit: false }), anItem({ status: 'running' }), anItem({ status: 'ended' })]
    expect(boxesOf(items, KYIV).map(({ movable }) => movable)).toEqual([true, false, false, false])
  })

  test('in two pieces over midnight, each with the whole time, and not to be dragged', () => {
    const boxes = boxesOf([anItem({ starts_at: '2026-12-01T21:30:00Z', ends_at: '2026-12-01T23:00:00Z' })], KYIV)
    expect(boxes.map(({ start, time, movable }) => [start, time, movable])).toEqual([
      ['2026-12-01 23:30:00', '23:30–01:00', false],
      ['2026-12-02 00:00:00', '23:30–01:00', false],
    ])
  })

  test('in the row of everybody whose time they take', () => {
    const lanes: Lane[] = [
      { kind: 'staff', ...ANNA },
      { kind: 'staff', ...IGOR },
      { kind: 'host', ...ROOM },
    ]
    const boxes = boxesOf([anItem({ staff: [ANNA], host: ROOM })], { ...KYIV, lanes })
    expect(boxes.map(({ id, lane }) => [id, lane])).toEqual([
      ['m1@staff:anna', 'staff:anna'],
      ['m1@host:room', 'host:room'],
    ])
  })
})

describe('on a day of 23 hours', () => {
  test('what begins after the night stands at its own hour', () => {
    const morning = { starts_at: '2026-03-29T06:00:00Z', ends_at: '2026-03-29T07:00:00Z' }
    expect(spans([anItem(morning)], 'Europe/Kyiv')).toEqual([['2026-03-29 09:00:00', '2026-03-29 10:00:00']])
  })

  test('what runs through the missing hour looks an hour longer', () => {
    const night = { starts_at: '2026-03-29T00:30:00Z', ends_at: '2026-03-29T01:30:00Z' }
    expect(spans([anItem(night)], 'Europe/Kyiv')).toEqual([['2026-03-29 02:30:00', '2026-03-29 04:30:00']])
  })
})

describe('on a day of 25 hours', () => {
  test('what begins after the night stands at its own hour', () => {
    const morning = { starts_at: '2026-10-25T07:00:00Z', ends_at: '2026-10-25T08:00:00Z' }
    expect(spans([anItem(morning)], 'Europe/Kyiv')).toEqual([['2026-10-25 09:00:00', '2026-10-25 10:00:00']])
  })

  test('what runs through the hour that comes twice looks an hour shorter, and never gone', () => {
    const night = { starts_at: '2026-10-25T00:30:00Z', ends_at: '2026-10-25T02:00:00Z' }
    const within = { starts_at: '2026-10-25T00:45:00Z', ends_at: '2026-10-25T01:15:00Z' }
    expect(spans([anItem(night), anItem(within)], 'Europe/Kyiv')).toEqual([
      ['2026-10-25 03:30:00', '2026-10-25 04:00:00'],
      ['2026-10-25 03:45:00', '2026-10-25 04:00:00'],
    ])
  })

  test('a day in another zone has its 24 hours', () => {
    const morning = { starts_at: '2026-10-25T06:00:00Z', ends_at: '2026-10-25T07:00:00Z' }
    expect(spans([anItem(morning)], 'Asia/Almaty')).toEqual([['2026-10-25 11:00:00', '2026-10-25 12:00:00']])
  })
})

describe('meetings collide', () => {
  const at = (from: number, to: number, change: Partial<CalendarItem>) =>
    anItem({ starts_at: `2026-12-01T${from}:00:00Z`, ends_at: `2026-12-01T${to}:00:00Z`, ...change })

  test('when somebody is in both at the same time', () => {
    const [first, second] = [at(10, 12, { staff: [ANNA] }), at(11, 13, { staff: [IGOR, ANNA] })]
    expect(findCollisions([second, first])).toEqual(new Set([first, second]))
  })

  test('but not when they only touch, or are of different people', () => {
    const items = [at(10, 11, { staff: [ANNA] }), at(11, 12, { staff: [ANNA] }), at(10, 12, { staff: [IGOR] })]
    expect(findCollisions(items)).toEqual(new Set())
  })

  test('for a host only beyond what it may run at once', () => {
    const items = [at(10, 12, { host: ROOM }), at(10, 12, { host: ROOM }), at(11, 13, { host: ROOM })]
    expect(findCollisions(items.slice(0, 2), { room: 2 })).toEqual(new Set())
    expect(findCollisions(items, { room: 2 })).toEqual(new Set(items))
    expect(findCollisions(items)).toEqual(new Set())
  })

  test('with a long one in between, also with what begins much later', () => {
    const [day, morning, evening] = [at(10, 20, { staff: [ANNA] }), at(11, 12, {}), at(18, 19, { staff: [ANNA] })]
    expect(findCollisions([day, morning, evening])).toEqual(new Set([day, evening]))
  })
})

describe('a draft', () => {
  test('over midnight is a box on each day', () => {
    const boxes = boxesOfDraft(aDraft('2026-12-01T21:30:00Z', 60), 'Europe/Kyiv')
    expect(boxes.map(({ start, end }) => [start, end])).toEqual([
      ['2026-12-01 23:30:00', '2026-12-01 23:59:59'],
      ['2026-12-02 00:00:00', '2026-12-02 00:30:00'],
    ])
  })

  test('until midnight stays on its day', () => {
    const boxes = boxesOfDraft(aDraft('2026-12-01T21:00:00Z', 60), 'Europe/Kyiv')
    expect(boxes.map(({ end }) => end)).toEqual(['2026-12-01 23:59:59'])
  })

  test('of a minute can still be seen', () => {
    const [box] = boxesOfDraft(aDraft('2026-12-01T12:00:00Z', 1), 'Europe/Kyiv')
    expect(box?.end).toBe('2026-12-01 14:15:00')
  })

  test('in the hour that comes twice does not end before it begins', () => {
    const [box] = boxesOfDraft(aDraft('2026-10-25T00:45:00Z', 30), 'Europe/Kyiv')
    expect([box?.start, box?.end]).toEqual(['2026-10-25 03:45:00', '2026-10-25 04:00:00'])
  })

  test('that collides looks different', () => {
    expect(boxesOfDraft(aDraft('2026-12-01T12:00:00Z', 60, true), 'Europe/Kyiv')[0]?.kind).toBe('clash')
  })

  test('stands in the row of everybody it is for', () => {
    const lanes: Lane[] = [
      { kind: 'staff', ...ANNA },
      { kind: 'staff', ...IGOR },
    ]
    const boxes = boxesOfDraft(aDraft('2026-12-01T12:00:00Z', 60), 'Europe/Kyiv', lanes)
    expect(boxes.map(({ lane }) => lane)).toEqual(['staff:anna', 'staff:igor'])
  })
})

test('a drag into the last slot of the day means until midnight', () => {
  expect(draggedMinutes('2026-12-01 22:30:00', '2026-12-01 23:59:59')).toBe(90)
  expect(draggedMinutes('2026-12-01 10:00:00', '2026-12-01 11:30:00')).toBe(90)
})
