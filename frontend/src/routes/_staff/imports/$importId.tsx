import { createFileRoute, stripSearchParams } from '@tanstack/react-router'
import { ImportPage } from '@/features/imports/import-page'
import { importQuery } from '@/features/imports/queries'
import { DEFAULT_SEARCH, readSearch } from '@/features/imports/search'

export const Route = createFileRoute('/_staff/imports/$importId')({
  validateSearch: readSearch,
  search: { middlewares: [stripSearchParams(DEFAULT_SEARCH)] },
  loader: ({ context, params }) => context.queryClient.prefetchQuery(importQuery(params.importId)),
  component: ImportPage,
})
