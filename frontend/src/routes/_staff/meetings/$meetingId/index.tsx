import { createFileRoute } from '@tanstack/react-router'
import { DifferencesCard } from '@/features/differences/differences-card'
import { MeetingPage } from '@/features/meetings/meeting-page'
import { meetingQuery } from '@/features/meetings/queries'
import { ParticipantsCard } from '@/features/participants/participants-card'

export const Route = createFileRoute('/_staff/meetings/$meetingId/')({
  loader: ({ context, params }) => context.queryClient.ensureQueryData(meetingQuery(params.meetingId)),
  component: MeetingWithPeople,
})

function MeetingWithPeople() {
  return (
    <MeetingPage
      differences={(meeting) => <DifferencesCard meeting={meeting} />}
      participants={(meeting) => <ParticipantsCard meeting={meeting} />}
    />
  )
}
