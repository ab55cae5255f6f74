import { createFileRoute, stripSearchParams } from '@tanstack/react-router'
import { clientGroups } from '@/features/directory/client-groups'
import { ClientGroupsPage } from '@/features/directory/client-groups-page'
import { listQuery } from '@/features/directory/noun'
import { DEFAULT_SEARCH, readSearch } from '@/features/directory/search'

export const Route = createFileRoute('/_staff/client-groups/')({
  validateSearch: readSearch,
  search: { middlewares: [stripSearchParams(DEFAULT_SEARCH)] },
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchQuery(listQuery(clientGroups, deps)),
  component: ClientGroupsPage,
})
