import { describe, expect, test } from 'vitest'
import { daysOf, stepped } from '@/lib/calendar'
import { firstWeekday, isWorkTime, nextWorkTime } from '@/lib/week'

describe('a week begins', () => {
  test.each([
    ['ru', ['ru-RU'], 1],
    ['uk', ['ru-RU'], 1],
    ['en', ['en-US', 'en'], 0],
    ['en', ['en-GB'], 1],
    ['en', ['ru-RU'], 0],
  ])('in %s with a browser in %s on day %i', (language, browser, day) => {
    expect(firstWeekday(language, browser)).toBe(day)
  })
})

describe('work', () => {
  test('is over by the end of the day it begins on', () => {
    expect(isWorkTime('2026-11-24 17:00:00', 60)).toBe(true)
    expect(isWorkTime('2026-11-24 17:15:00', 60)).toBe(false)
    expect(isWorkTime('2026-11-24 08:45:00', 60)).toBe(false)
    expect(isWorkTime('2026-11-28 12:00:00', 60)).toBe(false)
  })

  test.each([
    ['2026-11-24 12:30:00', '2026-11-24 12:30:00'],
    ['2026-11-24 05:00:00', '2026-11-24 09:00:00'],
    ['2026-11-24 17:45:00', '2026-11-25 09:00:00'],
    ['2026-11-27 19:00:00', '2026-11-30 09:00:00'],
    ['2026-11-28 10:00:00', '2026-11-30 09:00:00'],
  ])('after %s can begin at %s', (wall, next) => {
    expect(nextWorkTime(wall, 60)).toBe(next)
  })
})

describe('the calendar shows', () => {
  test('a week from its first day', () => {
    expect(daysOf('week', '2026-11-29', 1)).toEqual(['2026-11-23', '2026-11-30'])
    expect(daysOf('week', '2026-11-29', 0)).toEqual(['2026-11-29', '2026-12-06'])
  })

  test('a month with the days around it', () => {
    expect(daysOf('month', '2026-11-24', 1)).toEqual(['2026-10-26', '2026-12-07'])
  })

  test('the month after the 31st of January', () => {
    expect(stepped('month', '2026-01-31', 1)).toBe('2026-02-28')
  })
})
