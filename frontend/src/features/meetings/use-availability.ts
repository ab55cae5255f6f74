import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { type MeetingFormValues, startInstant } from '@/features/meetings/form-values'
import { availabilityQuery } from '@/features/meetings/queries'

/** Asks the server, a moment after the last change, what the time in the form would collide with. */
export function useAvailability(values: MeetingFormValues, meetingId: string | null) {
  const question = {
    starts_at: startInstant(values) ?? '',
    timezone: values.zone,
    duration_minutes: values.durationMinutes,
    staff_ids: values.staffIds,
    meeting_id: meetingId,
  }
  const [settled] = useDebouncedValue(JSON.stringify(question), 250)
  const asked: typeof question = JSON.parse(settled)
  const enabled = Boolean(asked.starts_at) && asked.duration_minutes > 0
  const { data } = useQuery(availabilityQuery(asked, enabled))
  // An answer to an older question says nothing about the time that stands in the form now.
  const current = settled === JSON.stringify(question) ? data : undefined
  return {
    conflicts: current?.conflicts ?? [],
    nextFree: current?.next_free ?? [],
    forbidden: current?.rule === 'forbid',
  }
}
