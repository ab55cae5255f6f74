import { QueryClientProvider } from '@tanstack/react-query'
import { createRouter } from '@tanstack/react-router'
import { NotFound } from '@/app/not-found'
import { createQueryClient } from '@/app/query-client'
import { RouteError } from '@/app/route-error'
import { leaveForSignIn } from '@/lib/session'
import { routeTree } from '@/route-tree.gen'

const queryClient = createQueryClient(() => leaveForSignIn(window.location.pathname + window.location.search))

export const router = createRouter({
  routeTree,
  context: { queryClient },
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFound,
  Wrap: ({ children }) => <QueryClientProvider client={queryClient}>{children}</QueryClientProvider>,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
