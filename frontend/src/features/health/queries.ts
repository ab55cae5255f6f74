import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { Health, QuarantinedWork } from '@/api/types'
import { FALLBACK_MS } from '@/lib/live'

export const healthQuery = queryOptions({
  queryKey: ['health'],
  queryFn: ({ signal }): Promise<Health> => take(api.GET('/api/v1/health', { signal })),
  refetchInterval: FALLBACK_MS,
})

export function useRetryWork() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ kind, object_id }: QuarantinedWork) =>
      take(api.POST('/api/v1/work/{kind}/{object_id}/retry', { params: { path: { kind, object_id } } })),
    onSettled: () => queryClient.invalidateQueries({ queryKey: healthQuery.queryKey }),
  })
}
