import type { Meeting } from '@/api/types'
import type { ListView } from '@/features/meetings/list-view'
import { UPCOMING_FIRST } from '@/features/meetings/search'
import { dayOf, toWall } from '@/lib/time'

type Part = 'upcoming' | 'past'

export interface DayGroup {
  day: string
  meetings: Meeting[]
  /** With this group the list's part of coming or of past meetings begins. */
  opens?: Part
}

/** Neighbours that begin on the same day of the reader's zone; the order stays the server's. */
export function groupByDay({ meetings, zone, sort, now }: Pick<ListView, 'meetings' | 'zone' | 'sort' | 'now'>) {
  const groups: DayGroup[] = []
  let part: Part | undefined
  for (const meeting of meetings) {
    const day = dayOf(toWall(meeting.starts_at, zone))
    const last = groups.at(-1)
    const isOf = sort === UPCOMING_FIRST ? partOf(meeting, now) : undefined
    if (last?.day === day && isOf === part) last.meetings.push(meeting)
    else groups.push({ day, meetings: [meeting], opens: isOf === part ? undefined : isOf })
    part = isOf
  }
  return groups
}

/** As the server divides them. */
function partOf({ status, ends_at }: Meeting, now: string): Part {
  const isOver = status === 'ended' || (status !== 'running' && Date.parse(ends_at) <= Date.parse(now))
  return isOver ? 'past' : 'upcoming'
}
