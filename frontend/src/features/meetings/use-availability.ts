import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import type { Availability, AvailabilityQuestion } from '@/api/types'
import { type MeetingFormValues, startInstant, subjectOf } from '@/features/meetings/form-values'
import { availabilityQuery } from '@/features/meetings/queries'

/** Asks the server, a moment after the last change, what the time in the form would collide with and who would host. */
export function useAvailability(values: MeetingFormValues, meetingId: string | null): Availability | undefined {
  const question: AvailabilityQuestion = {
    starts_at: startInstant(values) ?? '',
    timezone: values.zone,
    duration_minutes: values.durationMinutes,
    staff_ids: values.staffIds,
    subject: subjectOf(values),
    host_id: values.hostId,
    meeting_id: meetingId,
  }
  const [settled] = useDebouncedValue(JSON.stringify(question), 250)
  const asked: AvailabilityQuestion = JSON.parse(settled)
  const { data } = useQuery(availabilityQuery(asked, Boolean(asked.starts_at) && asked.duration_minutes > 0))
  // An answer to an older question says nothing about the time that stands in the form now.
  return settled === JSON.stringify(question) ? data : undefined
}
