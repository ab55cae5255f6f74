import { createFileRoute, stripSearchParams } from '@tanstack/react-router'
import { MeetingsPage } from '@/features/meetings/meetings-page'
import { meetingsQuery } from '@/features/meetings/queries'
import { DEFAULT_SEARCH, readSearch } from '@/features/meetings/search'

export const Route = createFileRoute('/_staff/meetings/')({
  validateSearch: readSearch,
  search: { middlewares: [stripSearchParams(DEFAULT_SEARCH)] },
  loaderDeps: ({ search }) => search,
  // Asked for before the page is drawn; a failure is the page's to show.
  loader: ({ context, deps }) => context.queryClient.prefetchQuery(meetingsQuery(deps, context.account)),
  component: MeetingsPage,
})
