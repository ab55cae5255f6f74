import { createFileRoute, stripSearchParams } from '@tanstack/react-router'
import { DifferencesPage } from '@/features/differences/differences-page'
import { differencesQuery } from '@/features/differences/queries'
import { DEFAULT_SEARCH, readSearch } from '@/features/differences/search'

export const Route = createFileRoute('/_staff/differences')({
  validateSearch: readSearch,
  search: { middlewares: [stripSearchParams(DEFAULT_SEARCH)] },
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchQuery(differencesQuery(deps.page, deps.page_size)),
  component: DifferencesPage,
})
