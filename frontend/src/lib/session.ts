/** Who is signed in, and what they may do. */
import { queryOptions, useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import { ApiError } from '@/api/problem'
import type { Account, Session } from '@/api/types'
import { switchLocale } from '@/lib/i18n'

/** `null` means that nobody is signed in: an answer like any other, not a failure. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  staleTime: 5 * 60_000,
  queryFn: async ({ signal }): Promise<Session | null> => {
    try {
      const session = await take(api.GET('/api/v1/session', { signal }))
      await switchLocale(session.account.locale)
      return session
    } catch (error) {
      if (error instanceof ApiError && error.isSignedOut) return null
      throw error
    }
  },
})

/** Only for pages that are shown to signed-in people; their route has made sure of it. */
function useSession(): Session {
  const { data } = useSuspenseQuery(sessionQuery)
  if (!data) throw new ApiError(401, { code: 'not_signed_in' })
  return data
}

export function useAccount(): Account {
  return useSession().account
}

/** True when the account has the permission, or any wider form of it (`meetings.edit` → own, team or all). */
export function useMay(permission: string): boolean {
  return useSession().permissions.some((owned) => owned === permission || owned.startsWith(`${permission}.`))
}

export function useSignIn() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (credentials: { email: string; password: string }) =>
      take(api.POST('/api/v1/session', { body: credentials })),
    onSuccess: async (session) => {
      await switchLocale(session.account.locale)
      queryClient.setQueryData(sessionQuery.queryKey, session)
    },
  })
}

/**
 * To the sign-in page by loading it anew: nothing that was seen stays in memory, and a form with unsaved changes asks
 * before it goes.
 */
export function leaveForSignIn(next?: string): void {
  window.location.assign(next ? `/sign-in?${new URLSearchParams({ next })}` : '/sign-in')
}

export function useSignOut() {
  return useMutation({
    mutationFn: () => take(api.DELETE('/api/v1/session')),
    onSuccess: () => leaveForSignIn(),
  })
}

export function useUpdateProfile() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (change: Partial<Pick<Account, 'locale' | 'timezone' | 'page_size'>>) =>
      take(api.PATCH('/api/v1/session', { body: change })),
    onSuccess: async (session) => {
      await switchLocale(session.account.locale)
      queryClient.setQueryData(sessionQuery.queryKey, session)
    },
  })
}
