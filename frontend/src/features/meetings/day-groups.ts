import type { Meeting } from '@/api/types'
import { dayOf, toWall } from '@/lib/time'

export interface DayGroup {
  day: string
  meetings: Meeting[]
}

/** Neighbours that begin on the same day of the reader's zone; the order stays the server's. */
export function groupByDay(meetings: Meeting[], zone: string): DayGroup[] {
  const groups: DayGroup[] = []
  for (const meeting of meetings) {
    const day = dayOf(toWall(meeting.starts_at, zone))
    const last = groups.at(-1)
    if (last?.day === day) last.meetings.push(meeting)
    else groups.push({ day, meetings: [meeting] })
  }
  return groups
}
