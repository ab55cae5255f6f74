import { Anchor, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type MeetingFormValues, useMeetingFormContext, wallStart } from '@/features/meetings/form-values'
import { formatDayShort } from '@/lib/format'
import { addMinutesToWall, dayOf, timeOf } from '@/lib/time'

type Times = Pick<MeetingFormValues, 'day' | 'time' | 'durationMinutes'>

/** Fills the form from the calendar. What was typed there is not lost without a word: it is named, and can come back. */
export function useCalendarFill() {
  const { t, i18n } = useTranslation()
  const form = useMeetingFormContext()
  const [before, setBefore] = useState<Times | null>(null)
  const { day, time, durationMinutes } = form.values
  // A drag follows a drag: what is worth keeping is what was typed before the first of them.
  const [filled, setFilled] = useState<Times | null>(null)
  const typed = form.isTouched('day') || form.isTouched('time') || form.isTouched('durationMinutes')
  const untouched = filled?.day === day && filled.time === time && filled.durationMinutes === durationMinutes

  const pick = (wall: string, minutes?: number) => {
    const next = { day: dayOf(wall), time: timeOf(wall), durationMinutes: minutes ?? durationMinutes }
    if (typed && !untouched) setBefore({ day, time, durationMinutes })
    setFilled(next)
    form.setValues(next)
    form.clearFieldError('time')
  }
  const putBack = () => {
    if (before) form.setValues(before)
    setBefore(null)
  }
  const note: ReactNode = before && untouched && (
    <Text fz={13} role="status">
      {t('calendar.filled', { time: spanOf(before, i18n.language) })}{' '}
      <Anchor component="button" type="button" fz={13} onClick={putBack}>
        {t('calendar.putBack')}
      </Anchor>
    </Text>
  )
  return { pick, note }
}

function spanOf(times: Times, language: string): string {
  if (!times.day || !/^\d\d:\d\d$/.test(times.time)) return '—'
  const end = timeOf(addMinutesToWall(wallStart(times), times.durationMinutes))
  return `${formatDayShort(times.day, language)}, ${times.time}–${end}`
}
