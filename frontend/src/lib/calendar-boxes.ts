/** Turns meetings and the draft into boxes on a calendar's wall-clock grid. */
import type { CalendarItem } from '@/api/types'
import { addDays, addMinutesToInstant, dayOf, isBefore, timeOf, toWall, wallMinutesBetween } from '@/lib/time'

export const DRAFT = 'draft'

export type BoxKind = 'meeting' | 'live' | 'past' | 'busy' | 'draft' | 'clash'

/** Somebody with a row of their own in the day. */
export interface Lane {
  kind: 'staff' | 'host'
  id: string
  name: string
}

export interface CalendarBox {
  id: string
  kind: BoxKind
  /** Wall clock of the calendar's zone. */
  start: string
  end: string
  /** `12:00–13:00`; of a box cut at midnight, still the whole span. */
  time: string
  /** Null for the busy time of a meeting that the reader may not see. */
  title: string | null
  /** Somebody in it is wanted elsewhere at the same time. */
  collides: boolean
  /** May be dragged and stretched here; what crosses midnight may not. */
  movable: boolean
  lane?: string
  /** What the box stands for; the draft stands for nothing yet. */
  item: CalendarItem | null
}

type Blank = Omit<CalendarBox, 'start' | 'end' | 'time'>

/** What the id of a piece after midnight ends with. */
const REST = '+'

/** Shorter boxes could be neither read nor hit. */
const SHORTEST_MINUTES = 15

export function laneKey({ kind, id }: Pick<Lane, 'kind' | 'id'>): string {
  return `${kind}:${id}`
}

/**
 * A box per day that the span touches. On the night when clocks go back, the end may show an earlier time than the
 * start; the box is then drawn with the shortest length.
 */
function cut(blank: Blank, start: string, end: string, time = `${timeOf(start)}–${timeOf(end)}`): CalendarBox[] {
  const [firstDay, lastDay] = [dayOf(start), dayOf(end)]
  if (firstDay >= lastDay) {
    const tooShort = wallMinutesBetween(start, end) < SHORTEST_MINUTES
    return [{ ...blank, start, end: tooShort ? shortestEnd(start) : end, time }]
  }
  const midnight = `${addDays(firstDay, 1)} 00:00:00`
  const untilMidnight = { ...blank, start, end: `${firstDay} 23:59:59`, time }
  if (end === midnight) return [untilMidnight]
  const rest = cut({ ...blank, id: `${blank.id}${REST}`, movable: false }, midnight, end, time)
  return [{ ...untilMidnight, movable: false }, ...rest]
}

function shortestEnd(start: string): string {
  const minutes = Number(start.slice(11, 13)) * 60 + Number(start.slice(14, 16)) + SHORTEST_MINUTES
  if (minutes >= 24 * 60) return `${dayOf(start)} 23:59:59`
  const two = (value: number) => String(value).padStart(2, '0')
  return `${dayOf(start)} ${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:00`
}

/** Whose time a meeting takes. */
function keysOf({ staff, host }: CalendarItem): string[] {
  const people = staff.map(({ id }) => laneKey({ kind: 'staff', id }))
  return host ? [...people, laneKey({ kind: 'host', id: host.id })] : people
}

function byWhom(items: CalendarItem[]): Map<string, CalendarItem[]> {
  const found = new Map<string, CalendarItem[]>()
  for (const item of items) for (const key of keysOf(item)) found.set(key, [...(found.get(key) ?? []), item])
  return found
}

/** Those of one person's meetings, in the order of their start, that are more at once than may be. */
function tooManyAtOnce(items: CalendarItem[], capacity: number): CalendarItem[] {
  let running: CalendarItem[] = []
  return items.flatMap((item) => {
    running = [...running.filter(({ ends_at }) => isBefore(item.starts_at, ends_at)), item]
    return running.length > capacity ? running : []
  })
}

/**
 * The meetings of people who are wanted in more than one at a time. A host is counted only when it is known how many
 * meetings it may run at once.
 */
export function findCollisions(items: CalendarItem[], hostCapacity: Record<string, number> = {}): Set<CalendarItem> {
  const ordered = items.toSorted((a, b) => (isBefore(a.starts_at, b.starts_at) ? -1 : 1))
  const found = Array.from(byWhom(ordered), ([key, ofOne]) =>
    tooManyAtOnce(ofOne, key.startsWith('host:') ? (hostCapacity[key.slice('host:'.length)] ?? Infinity) : 1),
  )
  return new Set(found.flat())
}

function kindOf({ meeting_id, status }: CalendarItem): BoxKind {
  if (meeting_id === null) return 'busy'
  if (status === 'running') return 'live'
  return status === 'ended' ? 'past' : 'meeting'
}

interface BoxesOptions {
  zone: string
  colliding?: Set<CalendarItem>
  /** With lanes, a meeting has a box in the lane of everybody whose time it takes. */
  lanes?: Lane[]
  /** The meeting being edited: the draft stands for it. */
  except?: string | null
}

export function boxesOf(items: CalendarItem[], { zone, colliding, lanes, except = null }: BoxesOptions): CalendarBox[] {
  return items.flatMap((item, index) => {
    if (item.status === 'cancelled' || (item.meeting_id !== null && item.meeting_id === except)) return []
    const id =
      item.meeting_id === null ? `busy-${index}` : [item.meeting_id, item.occurrence_id].filter(Boolean).join(':')
    const blank: Blank = {
      id,
      kind: kindOf(item),
      title: item.topic && [item.topic, item.subject?.name].filter(Boolean).join(' · '),
      collides: colliding?.has(item) ?? false,
      movable: item.can_edit && item.status === 'planned',
      item,
    }
    const [start, end] = [toWall(item.starts_at, zone), toWall(item.ends_at, zone)]
    if (!lanes) return cut(blank, start, end)
    const keys = keysOf(item)
    return lanes
      .map(laneKey)
      .filter((key) => keys.includes(key))
      .flatMap((lane) => cut({ ...blank, id: `${id}@${lane}`, lane }, start, end))
  })
}

/** What is not saved yet, in each of the lanes it would take. */
export function boxesOfDraft(
  draft: { start: string; minutes: number; title: string; clashes: boolean },
  zone: string,
  lanes?: Lane[],
): CalendarBox[] {
  const end = toWall(addMinutesToInstant(draft.start, draft.minutes), zone)
  const blank: Blank = {
    id: DRAFT,
    kind: draft.clashes ? 'clash' : 'draft',
    title: draft.title,
    collides: false,
    movable: true,
    item: null,
  }
  const start = toWall(draft.start, zone)
  if (!lanes) return cut(blank, start, end)
  return lanes.map(laneKey).flatMap((lane) => cut({ ...blank, id: `${DRAFT}@${lane}`, lane }, start, end))
}

/** Each meeting once, on the day it begins. */
export function withoutRests(boxes: CalendarBox[]): CalendarBox[] {
  return boxes.filter(({ id }) => !id.endsWith(REST))
}

/** The calendar's last slot ends at 23:59:59; a drag over it means until midnight. */
export function draggedMinutes(start: string, end: string): number {
  return Math.round(wallMinutesBetween(start, end))
}
