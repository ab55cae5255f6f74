import { createFileRoute, stripSearchParams } from '@tanstack/react-router'
import { InboxPage } from '@/features/adoption/inbox-page'
import { inboxQuery } from '@/features/adoption/queries'
import { DEFAULT_SEARCH, readSearch } from '@/features/adoption/search'

export const Route = createFileRoute('/_staff/inbox')({
  validateSearch: readSearch,
  search: { middlewares: [stripSearchParams(DEFAULT_SEARCH)] },
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchQuery(inboxQuery(deps.page, deps.page_size)),
  component: InboxPage,
})
