/** What is coming and what was last, of the meetings of one card. */
import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { Account, MeetingsPage } from '@/api/types'
import { DEFAULT_SEARCH, type MeetingsScope, toQuery, type View } from '@/features/meetings/search'

export interface Digest {
  upcoming: MeetingsPage
  past: MeetingsPage
}

function ask(view: View, reader: Account, scope: MeetingsScope, signal: AbortSignal): Promise<MeetingsPage> {
  const query = toQuery({ ...DEFAULT_SEARCH, view, page_size: 10 }, reader, scope)
  return take(api.GET('/api/v1/meetings', { params: { query }, signal }))
}

export function digestQuery(reader: Account, scope: MeetingsScope) {
  return queryOptions({
    queryKey: ['meetings', 'digest', scope, reader.id, reader.timezone],
    queryFn: async ({ signal }): Promise<Digest> => {
      const [upcoming, past] = await Promise.all([
        ask('upcoming', reader, scope, signal),
        ask('past', reader, scope, signal),
      ])
      return { upcoming, past }
    },
  })
}
