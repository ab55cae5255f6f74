import { describe, expect, test } from 'vitest'
import {
  allZones,
  canonicalZone,
  isSkipped,
  minutesBetween,
  mondayOf,
  offsetLabel,
  startOfDay,
  toInstant,
  toWall,
} from '@/lib/time'

describe('a wall clock becomes an instant', () => {
  test.each([
    ['an ordinary afternoon in winter', '2026-12-01 14:00:00', 'Europe/Kyiv', '2026-12-01T12:00:00Z'],
    ['an ordinary afternoon in summer', '2026-07-01 14:00:00', 'Europe/Kyiv', '2026-07-01T11:00:00Z'],
    ['a time repeated in autumn means the first', '2026-10-25 03:30:00', 'Europe/Kyiv', '2026-10-25T00:30:00Z'],
    ['a time skipped in spring moves forward', '2026-03-29 03:30:00', 'Europe/Kyiv', '2026-03-29T01:30:00Z'],
    ['the repeated hour of New York', '2026-11-01 01:30:00', 'America/New_York', '2026-11-01T05:30:00Z'],
    ['an offset of half an hour', '2026-12-01 17:30:00', 'Asia/Kolkata', '2026-12-01T12:00:00Z'],
  ])('%s', (_name, wall, zone, instant) => {
    expect(toInstant(wall, zone)).toBe(instant)
  })

  test('and back, for every quarter of an hour of the night that has one hour twice', () => {
    const midnight = toInstant('2026-10-25 00:00:00', 'Europe/Kyiv')
    const walls = Array.from({ length: 20 }, (_, quarter) => {
      const instant = new Date(Date.parse(midnight) + quarter * 15 * 60_000).toISOString()
      return toWall(instant, 'Europe/Kyiv').slice(11, 16)
    })
    expect(walls.slice(12)).toEqual(['03:00', '03:15', '03:30', '03:45', '03:00', '03:15', '03:30', '03:45'])
  })
})

test('only a time that the clocks leave out is called skipped', () => {
  expect(isSkipped('2026-03-29 03:30:00', 'Europe/Kyiv')).toBe(true)
  expect(isSkipped('2026-03-29 04:00:00', 'Europe/Kyiv')).toBe(false)
  expect(isSkipped('2026-10-25 03:30:00', 'Europe/Kyiv')).toBe(false)
  expect(isSkipped('2026-03-29 03:30:00', 'Asia/Tokyo')).toBe(false)
})

test('a day with a change of clocks has 23 or 25 hours', () => {
  const hours = (day: string, next: string) =>
    minutesBetween(startOfDay(day, 'Europe/Kyiv'), startOfDay(next, 'Europe/Kyiv')) / 60
  expect(hours('2026-03-29', '2026-03-30')).toBe(23)
  expect(hours('2026-10-25', '2026-10-26')).toBe(25)
})

test('a week begins on Monday, across the turn of the year', () => {
  expect(mondayOf('2026-11-23')).toBe('2026-11-23')
  expect(mondayOf('2026-11-29')).toBe('2026-11-23')
  expect(mondayOf('2027-01-02')).toBe('2026-12-28')
})

test('the offset is the one of that moment', () => {
  expect(offsetLabel('2026-12-01T12:00:00Z', 'Europe/Kyiv')).toBe('GMT+2')
  expect(offsetLabel('2026-07-01T12:00:00Z', 'Europe/Kyiv')).toBe('GMT+3')
  expect(offsetLabel('2026-12-01T12:00:00Z', 'America/St_Johns')).toBe('GMT-3:30')
  expect(offsetLabel('2026-12-01T12:00:00Z', 'UTC')).toBe('GMT+0')
})

test('zones are called by the names that are valid today', () => {
  expect(canonicalZone('Europe/Kiev')).toBe('Europe/Kyiv')
  expect(allZones()).toContain('Europe/Kyiv')
  expect(allZones()).not.toContain('Europe/Kiev')
})
