import { createFileRoute } from '@tanstack/react-router'
import { NewMeetingPage } from '@/features/meetings/new-meeting-page'
import { defaultOptionsQuery } from '@/features/meetings/queries'

export const Route = createFileRoute('/_staff/meetings/new')({
  loader: ({ context }) => context.queryClient.ensureQueryData(defaultOptionsQuery),
  component: NewMeetingPage,
})
