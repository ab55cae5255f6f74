import { Group, Skeleton, Text } from '@mantine/core'
import type { UseQueryResult } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarItem, CalendarWindow } from '@/api/types'
import { Agenda } from '@/features/calendar/agenda'
import classes from '@/features/calendar/calendar-page.module.css'
import { EventCard, type OpenedBox } from '@/features/calendar/event-card'
import { FREE_MINUTES } from '@/features/calendar/free-slot'
import { MoveDialog, type PlannedMove } from '@/features/calendar/move-dialog'
import { useLanes } from '@/features/calendar/use-lanes'
import type { CalendarView } from '@/lib/calendar'
import {
  boxesOf,
  boxesOfDraft,
  type CalendarBox,
  findCollisions,
  type Lane,
  laneKey,
  withoutRests,
} from '@/lib/calendar-boxes'
import { formatDayShort, formatTime } from '@/lib/format'
import { dayOf, toWall } from '@/lib/time'
import legend from '@/ui/calendar-legend.module.css'
import { ErrorState } from '@/ui/error-state'
import { LinkButton } from '@/ui/link-button'
import { Schedule } from '@/ui/schedule'

interface CalendarBodyProps {
  calendar: UseQueryResult<CalendarWindow>
  view: CalendarView
  day: string
  zone: string
  people: { staff: string[]; hosts: string[] }
  /** A free time that was found. */
  free: string | null
  onPick?: (wall: string, minutes?: number, staff?: string[]) => void
  onPickDay: (day: string) => void
}

const NO_ITEMS: CalendarItem[] = []

/** Loading, failed, or what there is, in one of four views. */
export function CalendarBody(props: CalendarBodyProps) {
  const { calendar, view, day, zone, people, free, onPick, onPickDay } = props
  const { t } = useTranslation()
  const [opened, setOpened] = useState<OpenedBox | null>(null)
  const [move, setMove] = useState<PlannedMove | null>(null)
  const { lanes, capacity } = useLanes(people, view)
  const items = calendar.data?.items ?? NO_ITEMS
  const boxes = useMemo(() => {
    const options = { zone, lanes, colliding: findCollisions(items, capacity) }
    const draft = { start: free ?? '', minutes: FREE_MINUTES, title: t('calendar.freeSlot'), clashes: false }
    const all = [...boxesOf(items, options), ...(free ? boxesOfDraft(draft, zone, lanes) : [])]
    return view === 'month' || view === 'list' ? withoutRests(all) : all
  }, [items, view, zone, lanes, capacity, free, t])

  const open = (box: CalendarBox, anchor: HTMLElement) => {
    if (box.item) setOpened({ box, rect: anchor.getBoundingClientRect() })
  }
  const plan = (box: CalendarBox, start: string, minutes: number, lane?: string) => {
    if (box.item) setMove({ item: box.item, start, minutes, handover: handover(lanes, box.lane, lane) })
    else onPick?.(start, minutes)
  }
  const pick = (wall: string, minutes?: number, lane?: string) =>
    onPick?.(wall, minutes, lane?.startsWith('staff:') ? [lane.slice('staff:'.length)] : undefined)

  if (calendar.isError && !calendar.data)
    return <ErrorState error={calendar.error} onRetry={() => void calendar.refetch()} />
  if (!calendar.data) return <Skeleton className={classes.grid} aria-label={t('common.loading')} />
  return (
    <>
      <Notes calendar={calendar} zone={zone} />
      <div className={view === 'list' ? undefined : classes.grid} aria-busy={calendar.isPlaceholderData}>
        {view === 'list' ? (
          <Agenda
            boxes={boxes}
            zone={zone}
            onOpen={open}
            action={onPick && <LinkButton to="/meetings/new">{t('meetings.create')}</LinkButton>}
          />
        ) : (
          <Schedule
            view={view}
            day={day}
            zone={zone}
            boxes={boxes}
            lanes={lanes}
            onPick={onPick && pick}
            onPickDay={onPickDay}
            onOpen={open}
            onMove={plan}
          />
        )}
      </div>
      {view !== 'list' && <Legend />}
      <EventCard
        opened={opened}
        onClose={() => setOpened(null)}
        onMove={({ item, start }) => {
          setOpened(null)
          if (item)
            setMove({ item, start: fullStart(item, start, zone), minutes: item.duration_minutes, handover: null })
        }}
      />
      <MoveDialog move={move} zone={zone} onClose={() => setMove(null)} />
    </>
  )
}

/** A piece after midnight begins with its day; the meeting began before. */
function fullStart(item: CalendarItem, start: string, zone: string): string {
  const whole = toWall(item.starts_at, zone)
  return dayOf(whole) === dayOf(start) ? start : whole
}

/** Only people can take over from each other; a meeting stays with its host. */
function handover(lanes: Lane[] | undefined, fromKey?: string, toKey?: string): PlannedMove['handover'] {
  const [from, to] = [fromKey, toKey].map((key) => lanes?.find((lane) => laneKey(lane) === key))
  return from?.kind === 'staff' && to?.kind === 'staff' && from.id !== to.id ? { from, to } : null
}

/** What is missing from what is shown. */
function Notes({ calendar, zone }: Pick<CalendarBodyProps, 'calendar' | 'zone'>) {
  const { t, i18n } = useTranslation()
  const until = calendar.data?.complete_until
  return (
    <>
      {until && (
        <Text role="status" className={classes.warning}>
          {t('calendar.truncated', {
            time: `${formatDayShort(dayOf(toWall(until, zone)), i18n.language)}, ${formatTime(until, zone)}`,
          })}
        </Text>
      )}
      {calendar.isError && (
        <Text role="alert" className={classes.warning}>
          {t('meetings.stale', { time: formatTime(new Date(calendar.dataUpdatedAt).toISOString(), zone) })}
        </Text>
      )}
    </>
  )
}

function Legend() {
  const { t } = useTranslation()
  return (
    <Group gap="4px 16px" className={legend.legend} aria-hidden>
      <span data-kind="meeting">{t('calendar.meetings')}</span>
      <span data-kind="live">{t('status.running')}</span>
      <span data-kind="busy">{t('calendar.busy')}</span>
      <span data-kind="collides">{t('calendar.collides')}</span>
    </Group>
  )
}
