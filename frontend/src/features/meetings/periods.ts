/** Periods that have a name and move on with the days. */
import { addDays, mondayOf, monthOf, today } from '@/lib/time'

export const PERIODS = ['today', 'week', 'next7', 'last30', 'month'] as const

export type Period = (typeof PERIODS)[number]

/** First and last day; one that is missing leaves its end open. */
export interface Days {
  from?: string
  to?: string
}

/** The days that the name means today, in the reader's zone. */
export function daysOf(period: Period, zone: string): Days {
  const day = today(zone)
  switch (period) {
    case 'today':
      return { from: day, to: day }
    case 'week':
      return { from: mondayOf(day), to: addDays(mondayOf(day), 6) }
    case 'next7':
      return { from: day, to: addDays(day, 6) }
    case 'last30':
      return { from: addDays(day, -29), to: day }
    case 'month': {
      const [from, to] = monthOf(day)
      return { from, to }
    }
  }
}
