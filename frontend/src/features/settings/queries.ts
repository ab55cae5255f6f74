import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { ConnectionToCheck, HostUpdate, MeetingRulesUpdate, ZoomSettingsUpdate } from '@/api/types'

export const zoomSettingsQuery = queryOptions({
  queryKey: ['settings', 'zoom'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/settings/zoom', { signal })),
})

export const rulesQuery = queryOptions({
  queryKey: ['settings', 'meetings'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/settings/meetings', { signal })),
})

export function useSaveZoomSettings() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: ZoomSettingsUpdate) => take(api.PUT('/api/v1/settings/zoom', { body })),
    onSuccess: (saved) => queryClient.setQueryData(zoomSettingsQuery.queryKey, saved),
  })
}

export function useCheckConnection() {
  return useMutation({
    mutationFn: (body: ConnectionToCheck) => take(api.POST('/api/v1/settings/zoom/check', { body })),
  })
}

export function useSaveRules() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: MeetingRulesUpdate) => take(api.PUT('/api/v1/settings/meetings', { body })),
    onSuccess: async (saved) => {
      queryClient.setQueryData(rulesQuery.queryKey, saved)
      await queryClient.invalidateQueries({ queryKey: ['settings', 'default-options'] })
    },
  })
}

const HOSTS = ['settings', 'hosts'] as const

export function hostsQuery(search: string) {
  return queryOptions({
    queryKey: [...HOSTS, search],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/hosts', { params: { query: { search: search || undefined } }, signal })),
    placeholderData: keepPreviousData,
  })
}

export function useChangeHost() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ id, ...body }: HostUpdate & { id: string }) =>
      take(api.PATCH('/api/v1/hosts/{host_id}', { params: { path: { host_id: id } }, body })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: HOSTS }),
  })
}

/** How many meetings leave when this host becomes private. */
export function useCountMadeInZoom() {
  return useMutation({
    mutationFn: (id: string) =>
      take(api.GET('/api/v1/hosts/{host_id}/made-in-zoom', { params: { path: { host_id: id } } })),
  })
}

/** Members of staff to choose from, by what has been typed. */
export function staffChoiceQuery(search: string) {
  const query = { search: search || undefined, is_active: true, page_size: 25 } as const
  return queryOptions({
    queryKey: ['directory', 'staff', 'of-a-host', search],
    queryFn: async ({ signal }) => (await take(api.GET('/api/v1/staff', { params: { query }, signal }))).items,
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}
