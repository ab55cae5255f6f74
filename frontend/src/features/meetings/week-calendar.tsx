/** The only file that knows `@mantine/schedule`; a week, or on a phone a day, on which a time is chosen. */
import { DayView, type ScheduleEventData, WeekView } from '@mantine/schedule'
import '@mantine/schedule/styles.layer.css'
import { useMediaQuery } from '@mantine/hooks'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type CalendarBox, DRAFT, draggedMinutes } from '@/features/meetings/calendar-events'
import classes from '@/features/meetings/week-calendar.module.css'
import { formatDayLong } from '@/lib/format'
import { dayOf, nowInstant, timeOf, toWall } from '@/lib/time'

const LOOKS = {
  meeting: { color: 'brand', variant: 'light' },
  busy: { color: 'gray', variant: 'light' },
  draft: { color: 'brand', variant: 'filled' },
  clash: { color: 'red', variant: 'filled' },
} as const

/** Shown first when the draft is within the working day. */
const FIRST_HOUR = 8
const WORK: [string, string] = ['09:00:00', '18:00:00']
const WORKING_WEEK = { 0: null, 1: WORK, 2: WORK, 3: WORK, 4: WORK, 5: WORK, 6: null }

interface WeekCalendarProps {
  view: 'week' | 'day'
  /** Any day of the week shown. */
  day: string
  zone: string
  boxes: CalendarBox[]
  /** Wall clock; without a length, the one chosen before stays. */
  onPick: (start: string, minutes?: number) => void
  onPickDay: (day: string) => void
}

export function WeekCalendar({ view, day, zone, boxes, onPick, onPickDay }: WeekCalendarProps) {
  const { t, i18n } = useTranslation()
  // The calendar computes everything anew whenever this array is another one.
  const events = useMemo<ScheduleEventData[]>(
    () =>
      boxes.map(({ id, kind, start, end, title }) => ({
        id,
        start,
        end,
        title: `${timeOf(start)} ${title ?? t('calendar.busy')}`,
        ...LOOKS[kind],
      })),
    [boxes, t],
  )
  const byTouch = useMediaQuery('(pointer: coarse)', undefined, { getInitialValueInEffect: false })
  const viewport = useScrollTo(boxes.find(({ id }) => id === DRAFT)?.start)
  const isDraft = ({ id }: ScheduleEventData) => id === DRAFT
  const pickRange = (start: string, end: string) => onPick(start, draggedMinutes(start, end))
  const shared = {
    className: classes.calendar,
    date: day,
    events,
    locale: i18n.language,
    withHeader: false,
    intervalMinutes: 30,
    slotHeight: 52,
    highlightBusinessHours: true,
    eventOverlapMode: 'cascade' as const,
    getCurrentTime: () => toWall(nowInstant(), zone),
    withCurrentTimeBubble: false,
    scrollAreaProps: { className: classes.scroll, mah: '100%', viewportRef: viewport },
    renderEventBody: (event: ScheduleEventData) => (
      <>
        <b>{event.title.slice(0, 5)}</b> {event.title.slice(6)}
      </>
    ),
    getTimeSlotProps: ({ start }: { start: string }) => ({
      'aria-label': `${formatDayLong(dayOf(start), i18n.language)}, ${timeOf(start)}`,
    }),
    onTimeSlotClick: ({ slotStart }: { slotStart: string }) => onPick(slotStart),
    // A finger that drags wants to scroll; it picks by tapping.
    withDragSlotSelect: !byTouch,
    onSlotDragEnd: pickRange,
    withEventsDragAndDrop: true,
    canDragEvent: isDraft,
    eventDragInterval: 15,
    onEventDrop: ({ newStart }: { newStart: string }) => onPick(newStart),
    withEventResize: true,
    canResizeEvent: isDraft,
    eventResizeInterval: 15,
    onEventResize: ({ newStart, newEnd }: { newStart: string; newEnd: string }) => pickRange(newStart, newEnd),
  }
  if (view === 'day')
    return (
      <DayView
        {...shared}
        classNames={{ dayViewSlotLabel: classes.label }}
        businessHours={WORK}
        withAllDaySlot={false}
      />
    )
  return (
    <WeekView
      {...shared}
      onDateChange={(date) => onPickDay(dayOf(date))}
      classNames={{ weekViewRoot: classes.root, weekViewSlotLabel: classes.label }}
      businessHours={WORKING_WEEK}
      withAllDaySlots={false}
      withWeekNumber={false}
      weekdayFormat={i18n.language === 'en' ? 'ddd' : 'dd'}
      weekendDays={[]}
      highlightToday
      labels={{ weekday: t('calendar.day') }}
    />
  )
}

/** Opens at the working day, and keeps the draft in sight when it moves. */
function useScrollTo(draftStart: string | undefined) {
  const viewport = useRef<HTMLDivElement>(null)
  const hour = draftStart ? Number(draftStart.slice(11, 13)) : FIRST_HOUR
  useEffect(() => {
    const node = viewport.current
    if (!node) return
    const top = (node.scrollHeight * hour) / 24
    const visible = top >= node.scrollTop && top + node.scrollHeight / 24 <= node.scrollTop + node.clientHeight
    const isFirst = node.scrollTop === 0
    if (isFirst || !visible) node.scrollTo({ top: (node.scrollHeight * firstHourShown(hour)) / 24 })
  }, [hour])
  return viewport
}

function firstHourShown(hour: number): number {
  return hour >= FIRST_HOUR && hour < FIRST_HOUR + 8 ? FIRST_HOUR : Math.max(0, hour - 3)
}
