import { Button, Group, Modal, NumberInput, Stack, Text } from '@mantine/core'
import { DateInput, TimePicker } from '@mantine/dates'
import { IconClock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarItem } from '@/api/types'
import { isAhead, useMoveMeeting } from '@/features/calendar/queries'
import { WhoIsBusy } from '@/features/calendar/who-is-busy'
import type { Lane } from '@/lib/calendar-boxes'
import { formatDayShort, formatTime } from '@/lib/format'
import { problemText } from '@/lib/problem-text'
import { addMinutesToInstant, dayOf, timeOf, toInstant, toWall } from '@/lib/time'
import { FormAlert } from '@/ui/form-alert'
import { notifyProblem } from '@/ui/notify'
import { notifyUndoable } from '@/ui/notify-undo'

export interface PlannedMove {
  item: CalendarItem
  /** Wall clock of the calendar. */
  start: string
  minutes: number
  /** From whose row to whose, when it goes over to somebody else. */
  handover: { from: Lane; to: Lane } | null
}

interface MoveDialogProps {
  move: PlannedMove | null
  zone: string
  onClose: () => void
}

/** Asks before a meeting is moved: dragged, stretched, nudged by keys, or by typing where to. */
export function MoveDialog({ move, zone, onClose }: MoveDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={move !== null}
      onClose={onClose}
      title={t('calendar.moveTitle')}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      {move && <MoveForm move={move} zone={zone} onClose={onClose} />}
    </Modal>
  )
}

function MoveForm({ move, zone, onClose }: MoveDialogProps & { move: PlannedMove }) {
  const { t, i18n } = useTranslation()
  const { item, handover } = move
  const [day, setDay] = useState(dayOf(move.start))
  const [time, setTime] = useState(timeOf(move.start))
  const [minutes, setMinutes] = useState(move.minutes)
  const save = useSave(item, onClose)
  const startsAt = instantOf(day, time, zone)
  const staffIds = staffAfter(item, handover)
  const { isPast, isReady } = judge(move, startsAt, minutes)
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (startsAt && isReady) save.start({ startsAt, minutes, staffIds })
      }}
    >
      <Stack gap="sm">
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {item.topic}
        </Text>
        <Text c="dimmed" className="tabular">
          {t('calendar.was', { time: useSpan(item.starts_at, item.ends_at, zone) })}
        </Text>
        {handover && (
          <Text>
            {handover.from.name} → <b>{handover.to.name}</b>
          </Text>
        )}
        <DateInput
          label={t('form.date')}
          value={day}
          onChange={(value) => setDay(value ?? '')}
          valueFormat={i18n.language === 'en' ? 'ddd, MMM D' : 'dd, D MMM'}
        />
        <Group grow align="flex-start">
          <TimePicker
            label={t('form.start')}
            value={time}
            onChange={setTime}
            leftSection={<IconClock size={17} aria-hidden />}
            hoursInputLabel={t('form.hours')}
            minutesInputLabel={t('form.minutesLabel')}
          />
          <NumberInput
            label={t('calendar.minutes')}
            value={minutes}
            onChange={(value) => setMinutes(Number(value) || 0)}
            min={1}
            max={1440}
            step={15}
            allowDecimal={false}
          />
        </Group>
        {startsAt && <NewSpan start={startsAt} minutes={minutes} zone={zone} />}
        {isPast && <FormAlert>{t('complaints.startPast')}</FormAlert>}
        {startsAt && isReady && (
          <WhoIsBusy
            item={item}
            startsAt={startsAt}
            minutes={minutes}
            staffIds={staffIds ?? item.staff.map(({ id }) => id)}
            zone={zone}
            onPick={(wall) => {
              setDay(dayOf(wall))
              setTime(timeOf(wall))
            }}
          />
        )}
        {save.error && <FormAlert>{problemText(save.error, t)}</FormAlert>}
        <Group justify="flex-end" gap="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={save.isPending} disabled={!isReady} data-autofocus>
            {t('calendar.moveConfirm')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

/** Null until day and time are complete. */
function instantOf(day: string, time: string, zone: string): string | null {
  return day && /^\d\d:\d\d$/.test(time) ? toInstant(`${day} ${time}:00`, zone) : null
}

/** Whether this is another time than before, and one that can be. */
function judge({ item, handover }: PlannedMove, startsAt: string | null, minutes: number) {
  if (startsAt === null) return { isPast: false, isReady: false }
  const moves = startsAt !== item.starts_at
  const isPast = moves && !isAhead(startsAt)
  const changes = moves || minutes !== item.duration_minutes || handover !== null
  return { isPast, isReady: changes && !isPast && minutes > 0 }
}

function staffAfter({ staff }: CalendarItem, handover: PlannedMove['handover']): string[] | undefined {
  if (!handover) return undefined
  const others = staff.map(({ id }) => id).filter((id) => id !== handover.from.id && id !== handover.to.id)
  return [...others, handover.to.id]
}

function useSpan(start: string, end: string, zone: string): string {
  const { i18n } = useTranslation()
  const day = formatDayShort(dayOf(toWall(start, zone)), i18n.language)
  return `${day}, ${formatTime(start, zone)}–${formatTime(end, zone)}`
}

function NewSpan({ start, minutes, zone }: { start: string; minutes: number; zone: string }) {
  const { t } = useTranslation()
  const time = useSpan(start, addMinutesToInstant(start, minutes), zone)
  return (
    <Text fw={600} className="tabular" aria-live="polite">
      {t('calendar.becomes', { time })}
    </Text>
  )
}

interface NewTime {
  startsAt: string
  minutes: number
  staffIds?: string[]
}

/** Moves the meeting, says so, and moves it back when asked to. */
function useSave(item: CalendarItem, onClose: () => void) {
  const { t } = useTranslation()
  const move = useMoveMeeting()
  const undo = useMoveMeeting()
  const start = async (time: NewTime) => {
    if (item.meeting_id === null || item.version === null) return
    const meetingId = item.meeting_id
    const before = { startsAt: item.starts_at, minutes: item.duration_minutes }
    try {
      const moved = await move.mutateAsync({ ...time, meetingId, version: item.version })
      onClose()
      const back = { ...before, ...(time.staffIds && { staffIds: item.staff.map(({ id }) => id) }) }
      notifyUndoable(t('calendar.moved'), t, () =>
        undo.mutate({ ...back, meetingId, version: moved.version }, { onError: (error) => notifyProblem(error, t) }),
      )
    } catch {
      // The dialog stays and shows why.
    }
  }
  return { start: (time: NewTime) => void start(time), isPending: move.isPending, error: move.error }
}
