import { createFileRoute, stripSearchParams } from '@tanstack/react-router'
import { MeetingsPage } from '@/features/meetings/meetings-page'
import { meetingsQuery, nextMeetingQuery } from '@/features/meetings/queries'
import { DEFAULT_SEARCH, readSearch } from '@/features/meetings/search'

export const Route = createFileRoute('/_staff/meetings/')({
  validateSearch: readSearch,
  search: { middlewares: [stripSearchParams(DEFAULT_SEARCH)] },
  loaderDeps: ({ search }) => search,
  // Asked for before the page is drawn, so that nothing jumps; a failure is the page's to show.
  loader: ({ context: { queryClient, account }, deps }) =>
    Promise.all([
      queryClient.prefetchQuery(meetingsQuery(deps, account)),
      queryClient.prefetchQuery(nextMeetingQuery(account.id)),
    ]),
  component: MeetingsPage,
})
