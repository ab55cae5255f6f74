import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import { FALLBACK_MS } from '@/lib/live'

/** Under `meetings`, so that whatever changes a meeting makes the counts anew. */
export const dashboardQuery = queryOptions({
  queryKey: ['meetings', 'dashboard'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/dashboard', { signal })),
  refetchInterval: FALLBACK_MS,
})
