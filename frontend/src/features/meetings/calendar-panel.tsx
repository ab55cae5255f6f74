import { ActionIcon, Button, Card, Group, Text, Title } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { boxesOf, boxesOfDraft } from '@/features/meetings/calendar-events'
import classes from '@/features/meetings/calendar-panel.module.css'
import { startInstant, useMeetingFormContext } from '@/features/meetings/form-values'
import { calendarQuery } from '@/features/meetings/queries'
import { WeekCalendar } from '@/features/meetings/week-calendar'
import { formatDayRange, formatDayShort } from '@/lib/format'
import { addDays, dayOf, mondayOf, nowInstant, startOfDay, timeOf, today } from '@/lib/time'
import { zoneLabel } from '@/lib/zones'

interface CalendarPanelProps {
  view: 'week' | 'day'
  /** The meeting being edited: it is the draft, not a thing in the draft's way. */
  meetingId: string | null
  clashes: boolean
}

const NO_ITEMS: never[] = []

export function CalendarPanel({ view, meetingId, clashes }: CalendarPanelProps) {
  const { t } = useTranslation()
  const form = useMeetingFormContext()
  const { zone, staffIds, durationMinutes, topic, day: chosenDay } = form.values
  const [shown, setShown] = useShownDay(chosenDay)

  const first = view === 'week' ? mondayOf(shown) : shown
  const afterLast = addDays(first, view === 'week' ? 7 : 1)
  const range = { from: startOfDay(first, zone), to: startOfDay(afterLast, zone) }
  const calendar = useQuery(calendarQuery(range.from, range.to, staffIds))
  const items = calendar.data?.items ?? NO_ITEMS
  const start = startInstant(form.values)
  const draftTitle = topic.trim() || t('calendar.draft')
  const boxes = useMemo(
    () => [
      ...boxesOf(items, zone, meetingId),
      ...(start ? boxesOfDraft(start, durationMinutes, zone, draftTitle, clashes) : []),
    ],
    [items, zone, meetingId, start, durationMinutes, draftTitle, clashes],
  )

  const pick = (wall: string, minutes?: number) => {
    form.setValues({ day: dayOf(wall), time: timeOf(wall), ...(minutes && { durationMinutes: minutes }) })
    form.clearFieldError('time')
  }

  return (
    <Card className={classes.panel} component="section" aria-label={t('calendar.title')}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2}>{t('calendar.title')}</Title>
        <Text c="dimmed" fz={13} className="tabular">
          {zoneLabel(zone, start ?? nowInstant(), t)}
        </Text>
      </Group>
      <Text c="dimmed" fz={13}>
        {t('calendar.hint')}
      </Text>
      <CalendarToolbar view={view} first={first} onShow={setShown} currentDay={today(zone)} />
      {calendar.isError && (
        <Group gap="sm" role="alert">
          <Text c="var(--app-error-text)">{t('calendar.failed')}</Text>
          <Button variant="default" size="compact-sm" onClick={() => void calendar.refetch()}>
            {t('common.retry')}
          </Button>
        </Group>
      )}
      <div className={classes.grid}>
        <WeekCalendar
          view={view}
          day={shown}
          zone={zone}
          boxes={boxes}
          onPick={pick}
          onPickDay={(day) => form.setFieldValue('day', day)}
        />
      </div>
      <Group gap="md" className={classes.legend} aria-hidden>
        <span data-kind="meeting">{t('calendar.meetings')}</span>
        <span data-kind="busy">{t('calendar.busy')}</span>
        <span data-kind="draft">{t('calendar.draft')}</span>
      </Group>
    </Card>
  )
}

/** The reader may leaf through weeks; choosing another day in the form brings that day back into view. */
function useShownDay(chosenDay: string) {
  const [shown, setShown] = useState(chosenDay)
  const [followed, setFollowed] = useState(chosenDay)
  if (chosenDay && followed !== chosenDay) {
    setFollowed(chosenDay)
    setShown(chosenDay)
  }
  return [shown, setShown] as const
}

interface CalendarToolbarProps {
  view: 'week' | 'day'
  first: string
  currentDay: string
  onShow: (day: string) => void
}

function CalendarToolbar({ view, first, currentDay, onShow }: CalendarToolbarProps) {
  const { t, i18n } = useTranslation()
  const step = view === 'week' ? 7 : 1
  const label =
    view === 'week' ? formatDayRange(first, addDays(first, 6), i18n.language) : formatDayShort(first, i18n.language)
  return (
    <Group gap={8} wrap="nowrap">
      <ActionIcon
        variant="default"
        size={34}
        aria-label={t(`calendar.previous.${view}`)}
        onClick={() => onShow(addDays(first, -step))}
      >
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={34}
        aria-label={t(`calendar.next.${view}`)}
        onClick={() => onShow(addDays(first, step))}
      >
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
      <Button variant="default" size="sm" h={34} px={14} onClick={() => onShow(currentDay)}>
        {t('time.today')}
      </Button>
      <Text fw={600} ml={6} aria-live="polite">
        {label}
      </Text>
    </Group>
  )
}
