import { Button, Card, Group, SegmentedControl, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarItem, Ref } from '@/api/types'
import classes from '@/features/meetings/calendar-panel.module.css'
import { startInstant, useMeetingFormContext } from '@/features/meetings/form-values'
import { useCalendarFill } from '@/features/meetings/use-calendar-fill'
import { calendarQuery, daysOf } from '@/lib/calendar'
import { boxesOf, boxesOfDraft, type Lane } from '@/lib/calendar-boxes'
import { staffQuery } from '@/lib/choices'
import { useAccount } from '@/lib/session'
import { nowInstant, today } from '@/lib/time'
import { firstWeekday } from '@/lib/week'
import { zoneLabel } from '@/lib/zones'
import legend from '@/ui/calendar-legend.module.css'
import { CalendarToolbar } from '@/ui/calendar-toolbar'
import { Schedule } from '@/ui/schedule'

const VIEWS = ['week', 'day'] as const

interface CalendarPanelProps {
  phone: boolean
  /** The meeting being edited: it is the draft, not a thing in the draft's way. */
  meetingId: string | null
  knownStaff: Ref[]
  clashes: boolean
}

const NO_ITEMS: CalendarItem[] = []

export function CalendarPanel({ phone, meetingId, knownStaff, clashes }: CalendarPanelProps) {
  const { t, i18n } = useTranslation()
  const form = useMeetingFormContext()
  const { zone, staffIds, durationMinutes, topic, day: chosenDay } = form.values
  const ownZone = useAccount().timezone
  const [view, setView] = useState<(typeof VIEWS)[number]>(phone ? 'day' : 'week')
  const [shown, setShown] = useShownDay(chosenDay)
  const fill = useCalendarFill()

  const days = daysOf(view, shown, firstWeekday(i18n.language))
  const calendar = useQuery(calendarQuery(days, zone, { staff: staffIds }))
  const items = calendar.data?.items ?? NO_ITEMS
  const lanes = useLanes(view === 'day' && !phone ? staffIds : [], knownStaff)
  const start = startInstant(form.values)
  const draftTitle = topic.trim() || t('calendar.draft')
  const boxes = useMemo(() => {
    const draft = start && { start, minutes: durationMinutes, title: draftTitle, clashes }
    return [
      ...boxesOf(items, { zone, lanes, except: meetingId }),
      ...(draft ? boxesOfDraft(draft, zone, lanes) : []),
    ].map((box) => ({ ...box, movable: box.item === null }))
  }, [items, zone, lanes, meetingId, start, durationMinutes, draftTitle, clashes])

  return (
    <Card className={classes.panel} component="section" aria-label={t('calendar.title')}>
      <Group justify="space-between" wrap="nowrap">
        <Title order={2}>{t('calendar.title')}</Title>
        <Text c="dimmed" fz={13} className="tabular">
          {[zone, ...(ownZone === zone ? [] : [ownZone])]
            .map((each) => zoneLabel(each, start ?? nowInstant(), t))
            .join(' / ')}
        </Text>
      </Group>
      <Text c="dimmed" fz={13}>
        {t('calendar.hint')}
      </Text>
      <Group justify="space-between" gap="8px 12px">
        <CalendarToolbar view={view} day={shown} today={today(zone)} onShow={setShown} />
        {!phone && (
          <SegmentedControl
            size="xs"
            aria-label={t('calendar.view')}
            data={VIEWS.map((each) => ({ value: each, label: t(`calendar.views.${each}`) }))}
            value={view}
            onChange={(chosen) => setView(chosen === 'day' ? 'day' : 'week')}
          />
        )}
      </Group>
      {fill.note}
      {calendar.isError && (
        <Group gap="sm" role="alert">
          <Text c="var(--app-error-text)">{t('calendar.failed')}</Text>
          <Button variant="default" size="compact-sm" onClick={() => void calendar.refetch()}>
            {t('common.retry')}
          </Button>
        </Group>
      )}
      <div className={classes.grid}>
        <Schedule
          view={view}
          day={shown}
          zone={zone}
          secondZone={ownZone === zone ? null : ownZone}
          boxes={boxes}
          lanes={lanes}
          onPick={fill.pick}
          onPickDay={(day) => form.setFieldValue('day', day)}
          onMove={(_, wall, minutes) => fill.pick(wall, minutes)}
        />
      </div>
      <Group gap="md" className={legend.legend} aria-hidden>
        <span data-kind="meeting">{t('calendar.meetings')}</span>
        <span data-kind="busy">{t('calendar.busy')}</span>
        <span data-kind="draft">{t('calendar.draft')}</span>
      </Group>
    </Card>
  )
}

/** A row for each of those who take part, when there is more than one. */
function useLanes(staffIds: string[], known: Ref[]): Lane[] | undefined {
  const { data: staff } = useQuery(staffQuery)
  const ids = staffIds.join()
  return useMemo(() => {
    const people = [...(staff ?? []), ...known]
    const chosen = ids.split(',').filter(Boolean)
    if (chosen.length < 2) return undefined
    return chosen.map((id) => ({ kind: 'staff', id, name: people.find((one) => one.id === id)?.name ?? '…' }))
  }, [ids, staff, known])
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
