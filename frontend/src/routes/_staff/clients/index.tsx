import { createFileRoute, stripSearchParams } from '@tanstack/react-router'
import { clients } from '@/features/directory/clients'
import { ClientsPage } from '@/features/directory/clients-page'
import { listQuery } from '@/features/directory/noun'
import { DEFAULT_SEARCH, readSearch } from '@/features/directory/search'
import { ImportButton } from '@/features/imports/import-button'

export const Route = createFileRoute('/_staff/clients/')({
  validateSearch: readSearch,
  search: { middlewares: [stripSearchParams(DEFAULT_SEARCH)] },
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchQuery(listQuery(clients, deps)),
  component: () => <ClientsPage actions={<ImportButton kind="clients" />} />,
})
