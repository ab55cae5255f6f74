import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiError } from '@/api/problem'
import { sessionQuery } from '@/lib/session'

/** A session that ended while the page was open: whatever notices it first says so once, here. */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const notice = (error: unknown) => {
    if (error instanceof ApiError && error.isSignedOut && client.getQueryData(sessionQuery.queryKey)) onSignedOut()
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: notice }),
    mutationCache: new MutationCache({ onError: notice }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        // What the server refused it refuses again; only silence and its own failures are worth another try.
        retry: (failures, error) =>
          failures < 2 && error instanceof ApiError && (error.status === 0 || error.status >= 500),
      },
    },
  })
  return client
}
