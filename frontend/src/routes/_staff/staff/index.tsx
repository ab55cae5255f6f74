import { createFileRoute, stripSearchParams } from '@tanstack/react-router'
import { listQuery } from '@/features/directory/noun'
import { DEFAULT_SEARCH, readSearch } from '@/features/directory/search'
import { staff } from '@/features/directory/staff'
import { StaffPage } from '@/features/directory/staff-page'

export const Route = createFileRoute('/_staff/staff/')({
  validateSearch: readSearch,
  search: { middlewares: [stripSearchParams(DEFAULT_SEARCH)] },
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchQuery(listQuery(staff, deps)),
  component: StaffPage,
})
