import { createFileRoute, stripSearchParams } from '@tanstack/react-router'
import { leads } from '@/features/directory/leads'
import { LeadsPage } from '@/features/directory/leads-page'
import { listQuery } from '@/features/directory/noun'
import { DEFAULT_SEARCH, readSearch } from '@/features/directory/search'
import { ImportButton } from '@/features/imports/import-button'

export const Route = createFileRoute('/_staff/leads/')({
  validateSearch: readSearch,
  search: { middlewares: [stripSearchParams(DEFAULT_SEARCH)] },
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchQuery(listQuery(leads, deps)),
  component: () => <LeadsPage actions={<ImportButton kind="leads" />} />,
})
