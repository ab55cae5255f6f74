import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { ConnectionToCheck, MeetingRulesUpdate, ZoomSettingsUpdate } from '@/api/types'

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
