import { expect, test } from 'vitest'
import { formatDayRange, formatDayShort, formatDistance, formatMeetingNumber, formatTime, initials } from '@/lib/format'

test('times are written with 24 hours in the zone asked for', () => {
  expect(formatTime('2026-12-01T22:05:00Z', 'Europe/Kyiv')).toBe('00:05')
  expect(formatTime('2026-12-01T22:05:00Z', 'America/New_York')).toBe('17:05')
})

test('a plain day stays itself wherever the reader is', () => {
  expect(formatDayShort('2026-11-25', 'ru')).toBe('ср, 25 нояб.')
  expect(formatDayRange('2026-11-23', '2026-11-29', 'ru')).toMatch(/^23–29 ноября 2026\sг\.$/)
})

test('distances are told in the largest unit that says enough', () => {
  expect(formatDistance('2026-12-01T12:00:00Z', '2026-12-01T12:14:00Z', 'ru')).toBe('через 14 минут')
  expect(formatDistance('2026-12-01T12:00:00Z', '2026-12-01T10:00:00Z', 'en')).toBe('2 hours ago')
  expect(formatDistance('2026-12-01T12:00:00Z', '2026-12-04T12:00:00Z', 'uk')).toBe('через 3 дні')
})

test('meeting numbers are grouped as Zoom does', () => {
  expect(formatMeetingNumber(83273533085)).toBe('832 7353 3085')
  expect(formatMeetingNumber(8327353308)).toBe('832 735 3308')
})

test('initials come from the first two words', () => {
  expect(initials('Анна Коваль')).toBe('АК')
  expect(initials('Мадонна')).toBe('М')
})
