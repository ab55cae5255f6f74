import { createFileRoute } from '@tanstack/react-router'
import { EditMeetingPage } from '@/features/meetings/edit-meeting-page'
import { meetingQuery } from '@/features/meetings/queries'

export const Route = createFileRoute('/_staff/meetings/$meetingId/edit')({
  loader: ({ context, params }) => context.queryClient.fetchQuery(meetingQuery(params.meetingId)),
  component: EditMeetingPage,
})
