/** Turns meetings and the draft into boxes on the calendar's wall-clock grid. */
import type { CalendarItem } from '@/api/types'
import { addDays, addMinutesToInstant, dayOf, toWall, wallMinutesBetween } from '@/lib/time'

export const DRAFT = 'draft'

export type BoxKind = 'meeting' | 'busy' | 'draft' | 'clash'

export interface CalendarBox {
  id: string
  kind: BoxKind
  /** Wall clock of the calendar's zone. */
  start: string
  end: string
  /** Null for the busy time of a meeting that the reader may not see. */
  title: string | null
}

/** Shorter boxes could be neither read nor hit. */
const SHORTEST_MINUTES = 15

/**
 * A box per day that the span touches. On the night when clocks go back, the end may show an earlier time than the
 * start; the box is then drawn with the shortest length.
 */
function boxes(id: string, kind: BoxKind, title: string | null, start: string, end: string): CalendarBox[] {
  const [firstDay, lastDay] = [dayOf(start), dayOf(end)]
  if (firstDay >= lastDay) {
    const tooShort = wallMinutesBetween(start, end) < SHORTEST_MINUTES
    return [{ id, kind, title, start, end: tooShort ? shortestEnd(start) : end }]
  }
  const midnight = `${addDays(firstDay, 1)} 00:00:00`
  const rest = end === midnight ? [] : boxes(`${id}+`, kind, title, midnight, end)
  return [{ id, kind, title, start, end: `${firstDay} 23:59:59` }, ...rest]
}

function shortestEnd(start: string): string {
  const minutes = Number(start.slice(11, 13)) * 60 + Number(start.slice(14, 16)) + SHORTEST_MINUTES
  if (minutes >= 24 * 60) return `${dayOf(start)} 23:59:59`
  const two = (value: number) => String(value).padStart(2, '0')
  return `${dayOf(start)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`
}

export function boxesOf(items: CalendarItem[], zone: string, except: string | null): CalendarBox[] {
  return items
    .filter((item) => item.status !== 'cancelled' && (item.meeting_id === null || item.meeting_id !== except))
    .flatMap((item, index) => {
      const kind = item.meeting_id === null ? 'busy' : 'meeting'
      const title = item.topic && [item.topic, item.subject?.name].filter(Boolean).join(' · ')
      const id = item.meeting_id ?? `busy-${index}`
      return boxes(id, kind, title, toWall(item.starts_at, zone), toWall(item.ends_at, zone))
    })
}

export function boxesOfDraft(start: string, minutes: number, zone: string, title: string, clashes: boolean) {
  const end = addMinutesToInstant(start, minutes)
  return boxes(DRAFT, clashes ? 'clash' : 'draft', title, toWall(start, zone), toWall(end, zone))
}

/** The calendar's last slot ends at 23:59:59; a drag over it means until midnight. */
export function draggedMinutes(start: string, end: string): number {
  return Math.round(wallMinutesBetween(start, end))
}
