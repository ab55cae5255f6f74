import { createFileRoute } from '@tanstack/react-router'
import { NewMeetingPage } from '@/features/meetings/new-meeting-page'
import { knownPeopleQuery, readNewMeetingSearch } from '@/features/meetings/new-meeting-search'
import { defaultOptionsQuery } from '@/features/meetings/queries'

export const Route = createFileRoute('/_staff/meetings/new')({
  validateSearch: readNewMeetingSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context: { queryClient }, deps }) =>
    Promise.all([
      queryClient.ensureQueryData(defaultOptionsQuery),
      queryClient.ensureQueryData(knownPeopleQuery(deps)),
    ]),
  component: NewMeetingPage,
})
