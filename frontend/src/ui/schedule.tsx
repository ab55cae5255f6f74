/** The only file that knows `@mantine/schedule`: a day, a week, a month, or a day with a row for everybody chosen. */
import { DayView, MonthView, ResourcesDayView, type ScheduleEventData, WeekView } from '@mantine/schedule'
import '@mantine/schedule/styles.layer.css'
import { useMediaQuery } from '@mantine/hooks'
import { type ComponentProps, Fragment, type ReactNode, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { type CalendarBox, DRAFT, draggedMinutes, type Lane, laneKey } from '@/lib/calendar-boxes'
import { formatDayLong } from '@/lib/format'
import { addMinutesToWall, dayOf, nowInstant, timeOf, today, toInstant, toWall, wallMinutesBetween } from '@/lib/time'
import { firstWeekday, isWorkday, WORK_BEGINS, WORK_ENDS } from '@/lib/week'
import { PersonAvatar } from '@/ui/person-avatar'
import classes from '@/ui/schedule.module.css'
import { ScheduleBlock, ScheduleBlockText } from '@/ui/schedule-block'
import { useScrollToHour } from '@/ui/use-scroll-to-hour'

const WORK: [string, string] = [`${WORK_BEGINS}:00`, `${WORK_ENDS}:00`]
const WORKING_WEEK = { 0: null, 1: WORK, 2: WORK, 3: WORK, 4: WORK, 5: WORK, 6: null }
/** A day without work: no hour is light. */
const NO_WORK: [string, string] = ['00:00:00', '00:00:00']
/** So high that three meetings have room in each day of a month. */
const TALL = '(height >= 65em)'

interface ScheduleProps {
  view: 'day' | 'week' | 'month'
  /** Any day of the week or month shown. */
  day: string
  zone: string
  /** Another zone whose hours stand under those of the first. */
  secondZone?: string | null
  boxes: CalendarBox[]
  /** A row for each of them, in the day; boxes then say whose they are. */
  lanes?: Lane[]
  /** Wall clock; without a length, a tap. */
  onPick?: (start: string, minutes?: number, lane?: string) => void
  onPickDay: (day: string) => void
  onOpen?: (box: CalendarBox, anchor: HTMLElement) => void
  /** A box was dragged, stretched, or nudged by keys. */
  onMove?: (box: CalendarBox, start: string, minutes: number, lane?: string) => void
}

export function Schedule(props: ScheduleProps) {
  const { view, day, zone, lanes } = props
  const { t, i18n } = useTranslation()
  const shared = useShared(props)
  const times = useTimes(props)
  const tall = useMediaQuery(TALL, undefined, { getInitialValueInEffect: false })
  if (view === 'month') {
    const isToday = today(zone)
    return (
      <MonthView
        {...shared}
        className={classes.calendar}
        firstDayOfWeek={firstWeekday(i18n.language)}
        weekdayFormat={weekdayFormat(i18n.language)}
        maxEventsPerDay={tall ? 3 : 2}
        classNames={{ monthViewDay: classes.monthDay }}
        moreEventsProps={{ classNames: { moreEventsButton: classes.more } }}
        highlightToday={false}
        getDayProps={(date) => ({
          'aria-label': formatDayLong(date, i18n.language),
          'aria-current': date === isToday ? 'date' : undefined,
          'data-free': isWorkday(date) ? undefined : true,
        })}
        onDayClick={(date) => props.onPickDay(date)}
        scrollAreaProps={{ className: classes.scroll }}
      />
    )
  }
  if (lanes) return <LanesView {...props} lanes={lanes} />
  if (view === 'day')
    return (
      <DayView
        {...shared}
        {...times}
        classNames={{ dayViewSlotLabel: classes.label }}
        businessHours={isWorkday(day) ? WORK : NO_WORK}
        withAllDaySlot={false}
      />
    )
  return (
    <WeekView
      {...shared}
      {...times}
      onDateChange={(date) => props.onPickDay(dayOf(date))}
      classNames={{ weekViewRoot: classes.root, weekViewSlotLabel: classes.label }}
      businessHours={WORKING_WEEK}
      withAllDaySlots={false}
      withWeekNumber={false}
      firstDayOfWeek={firstWeekday(i18n.language)}
      weekdayFormat={weekdayFormat(i18n.language)}
      weekendDays={[]}
      highlightToday
      labels={{ weekday: t('calendar.day') }}
    />
  )
}

/** Russian and Ukrainian have two letters for a weekday, not three. */
function weekdayFormat(language: string): string {
  return language === 'en' ? 'ddd' : 'dd'
}

interface LanesViewProps extends ScheduleProps {
  lanes: Lane[]
}

function LanesView({ day, lanes, onPick, ...props }: LanesViewProps) {
  const { i18n } = useTranslation()
  const shared = useShared({ day, ...props })
  const { scrollAreaProps: _, ...times } = useTimes({ day, onPick, ...props })
  const resources = useMemo(() => lanes.map((lane) => ({ id: laneKey(lane), label: lane.name })), [lanes])
  return (
    <ResourcesDayView
      {...shared}
      {...times}
      resources={resources}
      className={`${classes.calendar} ${classes.lanes}`}
      businessHours={isWorkday(day) ? WORK : NO_WORK}
      startScrollTime="08:00:00"
      intervalMinutes={60}
      slotWidth={96}
      rowHeight={76}
      maxEventsPerTimeSlot={3}
      classNames={{ resourcesDayViewResourceLabel: classes.label }}
      renderResourceLabel={({ id, label }) => (
        <>
          <PersonAvatar person={{ id: String(id), name: String(label) }} size={26} />
          <span>{label}</span>
        </>
      )}
      labels={{ resources: '', resourceSlot: formatDayLong(day, i18n.language), moreLabel }}
      onTimeSlotClick={({ slotStart, resourceId }) => onPick?.(slotStart, undefined, laneOf(resourceId))}
      onSlotDragEnd={({ rangeStart, rangeEnd, resourceId }) =>
        onPick?.(rangeStart, draggedMinutes(rangeStart, rangeEnd), laneOf(resourceId))
      }
    />
  )
}

function laneOf(resourceId: string | number | undefined): string | undefined {
  return resourceId === undefined ? undefined : String(resourceId)
}

function moreLabel(count: number): string {
  return `+${count}`
}

/** What every view is given: boxes, how they look, and what dragging them means. */
function useShared({ day, boxes, onOpen, onMove }: Pick<ScheduleProps, 'day' | 'boxes' | 'onOpen' | 'onMove'>) {
  const { i18n } = useTranslation()
  const byId = useMemo(() => new Map(boxes.map((box) => [box.id, box])), [boxes])
  // The calendar computes everything anew whenever this array is another one.
  const events = useMemo<ScheduleEventData[]>(
    () =>
      boxes.map(({ id, start, end, title, lane }) => ({
        id,
        start,
        end,
        title: title ?? '',
        color: 'brand',
        resourceId: lane,
      })),
    [boxes],
  )
  const boxOf = ({ id }: ScheduleEventData) => byId.get(String(id))
  const nudge = (box: CalendarBox, change: { start?: number; end?: number }) => {
    const minutes = lengthOf(box) + (change.end ?? 0)
    if (minutes > 0) onMove?.(box, addMinutesToWall(box.start, change.start ?? 0), minutes)
  }
  const mayMove = (event: ScheduleEventData) => Boolean(onMove && boxOf(event)?.movable)
  return {
    'data-schedule': true,
    className: classes.calendar,
    date: day,
    events,
    locale: i18n.language,
    withHeader: false,
    labels: { moreLabel },
    renderEvent: (event: ScheduleEventData, { children, ...props }: ComponentProps<'button'>) => {
      const box = boxOf(event)
      if (!box) return <Fragment key={event.id} />
      return (
        <ScheduleBlock {...props} key={box.id} box={box} onNudge={(change) => nudge(box, change)}>
          {children}
        </ScheduleBlock>
      )
    },
    renderEventBody: (event: ScheduleEventData): ReactNode => {
      const box = boxOf(event)
      return box && <ScheduleBlockText box={box} />
    },
    onEventClick: (event: ScheduleEventData, { currentTarget }: { currentTarget: HTMLElement }) => {
      const box = boxOf(event)
      if (box) onOpen?.(box, currentTarget)
    },
    withEventsDragAndDrop: true,
    canDragEvent: mayMove,
    onEventDrop: (drop: { event: ScheduleEventData; newStart: string; resourceId?: string | number }) => {
      const box = boxOf(drop.event)
      if (box) onMove?.(box, drop.newStart, lengthOf(box), laneOf(drop.resourceId))
    },
  }
}

/** The meeting's own length: that of its box may be longer to be seen, or shorter over a change of clocks. */
function lengthOf({ item, start, end }: CalendarBox): number {
  return item?.duration_minutes ?? Math.round(wallMinutesBetween(start, end))
}

/** What the views with hours are given besides. */
function useTimes({ zone, secondZone, boxes, onPick, onMove }: Omit<ScheduleProps, 'view' | 'onPickDay'>) {
  const { i18n } = useTranslation()
  const boxOf = ({ id }: ScheduleEventData) => boxes.find((box) => box.id === id)
  const byTouch = useMediaQuery('(pointer: coarse)', undefined, { getInitialValueInEffect: false })
  const viewport = useScrollToHour(boxes.find(({ id }) => id === DRAFT)?.start)
  return {
    intervalMinutes: 30,
    slotHeight: 52,
    slotLabelFormat: (wall: string) => labelOf(wall, zone, secondZone),
    highlightBusinessHours: true,
    eventOverlapMode: 'cascade' as const,
    getCurrentTime: () => toWall(nowInstant(), zone),
    withCurrentTimeBubble: false,
    scrollAreaProps: { className: classes.scroll, mah: '100%', viewportRef: viewport },
    getTimeSlotProps: ({ start }: { start: string }) => ({
      'aria-label': `${formatDayLong(dayOf(start), i18n.language)}, ${timeOf(start)}`,
    }),
    onTimeSlotClick: ({ slotStart }: { slotStart: string }) => onPick?.(slotStart),
    // A finger that drags wants to scroll; it picks by tapping.
    withDragSlotSelect: !byTouch,
    onSlotDragEnd: (start: string, end: string) => onPick?.(start, draggedMinutes(start, end)),
    eventDragInterval: 15,
    withEventResize: true,
    canResizeEvent: (event: ScheduleEventData) => Boolean(onMove && boxOf(event)?.movable),
    eventResizeInterval: 15,
    onEventResize: ({ event, newStart, newEnd }: { event: ScheduleEventData; newStart: string; newEnd: string }) => {
      const box = boxOf(event)
      if (box) onMove?.(box, newStart, draggedMinutes(newStart, newEnd))
    },
  }
}

/** `09:00`, and under it what the clock of the other zone shows then. */
function labelOf(wall: string, zone: string, secondZone: string | null = null): string {
  const other = secondZone && timeOf(toWall(toInstant(wall, zone), secondZone))
  return other && other !== timeOf(wall) ? `${timeOf(wall)}\n${other}` : timeOf(wall)
}
