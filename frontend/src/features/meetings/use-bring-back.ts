import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import { meetingQuery } from '@/features/meetings/queries'

/** A meeting that was deleted in Zoom comes back: out of the bin, or made anew. */
export function useBringBack(how: 'revive' | 'recreate') {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => {
      const sent = { params: { path: { meeting_id: id } }, body: {} }
      return take(
        how === 'revive'
          ? api.POST('/api/v1/meetings/{meeting_id}/revive', sent)
          : api.POST('/api/v1/meetings/{meeting_id}/recreate', sent),
      )
    },
    onSuccess: async (meeting) => {
      queryClient.setQueryData(meetingQuery(meeting.id).queryKey, meeting)
      await queryClient.invalidateQueries({ queryKey: ['meetings'] })
    },
  })
}
