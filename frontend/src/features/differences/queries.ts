/** What differs from Zoom, as the server has it. Kept among the meetings: what makes those stale makes this stale. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { DifferenceChoice } from '@/api/types'
import { FALLBACK_MS } from '@/lib/live'

const MEETINGS = ['meetings'] as const

export function differencesQuery(page: number, pageSize: number) {
  return queryOptions({
    queryKey: [...MEETINGS, 'differences', page, pageSize],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/differences', { params: { query: { page, page_size: pageSize } }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: FALLBACK_MS,
  })
}

/** How many wait for a decision. */
export const differencesCountQuery = queryOptions({
  queryKey: [...MEETINGS, 'differences', 'count'],
  queryFn: async ({ signal }) => {
    const query = { kind: 'disputed', page_size: 1 } as const
    return (await take(api.GET('/api/v1/differences', { params: { query }, signal }))).total
  },
  refetchInterval: FALLBACK_MS,
})

export function meetingDifferencesQuery(meetingId: string) {
  return queryOptions({
    queryKey: [...MEETINGS, 'differences', 'of', meetingId],
    queryFn: ({ signal }) =>
      take(
        api.GET('/api/v1/meetings/{meeting_id}/differences', { params: { path: { meeting_id: meetingId } }, signal }),
      ),
  })
}

export function useDecideDifference(meetingId: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: DifferenceChoice) =>
      take(
        api.POST('/api/v1/meetings/{meeting_id}/differences', { params: { path: { meeting_id: meetingId } }, body }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: MEETINGS }),
  })
}
