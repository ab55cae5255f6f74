import { createFileRoute, stripSearchParams } from '@tanstack/react-router'
import { ExportsPage } from '@/features/exports/exports-page'
import { exportsQuery } from '@/features/exports/queries'
import { DEFAULT_SEARCH, readSearch } from '@/features/exports/search'

export const Route = createFileRoute('/_staff/exports')({
  validateSearch: readSearch,
  search: { middlewares: [stripSearchParams(DEFAULT_SEARCH)] },
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchQuery(exportsQuery(deps.page)),
  component: ExportsPage,
})
