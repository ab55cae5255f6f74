import { screen } from '@testing-library/react'
import { beforeEach, expect, test, vi } from 'vitest'
import type { CalendarItem } from '@/api/types'
import { boxesOf } from '@/lib/calendar-boxes'
import { drawPage } from '@/test-page'
import { Schedule } from '@/ui/schedule'

const HOURS = 24

function meetingAt(startsAt: string, endsAt: string): CalendarItem {
  return {
    meeting_id: 'm1',
    starts_at: startsAt,
    ends_at: endsAt,
    duration_minutes: 60,
    timezone: 'Europe/Kyiv',
    topic: 'Сверка',
    subject: null,
    staff: [],
    host: null,
    status: 'planned',
    can_edit: true,
    kind: 'single',
    occurrence_id: null,
    version: 1,
  }
}

beforeEach(() => {
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener: vi.fn(), removeEventListener: vi.fn() }))
})

/** The clocks of these tests are those of Kyiv, as the reader's browser may have them. */
test.each([
  ['of 24 hours', '2026-11-24', '2026-11-24T08:00:00Z', '2026-11-24T09:00:00Z'],
  ['of 23 hours', '2026-03-29', '2026-03-29T07:00:00Z', '2026-03-29T08:00:00Z'],
  ['of 25 hours', '2026-10-25', '2026-10-25T08:00:00Z', '2026-10-25T09:00:00Z'],
])('on a day %s, ten in the morning is drawn at ten', async (_, day, startsAt, endsAt) => {
  const boxes = boxesOf([meetingAt(startsAt, endsAt)], { zone: 'Europe/Kyiv' })
  await drawPage(<Schedule view="day" day={day} zone="Europe/Kyiv" boxes={boxes} onPickDay={vi.fn()} />)
  const { top, height } = screen.getByRole('button', { name: /Сверка/ }).style
  expect([Number.parseFloat(top), Number.parseFloat(height)]).toEqual([
    expect.closeTo((10 / HOURS) * 100),
    expect.closeTo((1 / HOURS) * 100),
  ])
})
