/** What other records may be chosen in a dialog. */
import { queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { Ref } from '@/api/types'

export type ChoiceOf = 'responsible' | 'group'

const ALL = { page_size: 100 } as const

async function ask(of: ChoiceOf, signal: AbortSignal): Promise<Ref[]> {
  if (of === 'group') {
    return (await take(api.GET('/api/v1/client-groups', { params: { query: ALL }, signal }))).items
  }
  const query = { ...ALL, is_active: true }
  return (await take(api.GET('/api/v1/staff', { params: { query }, signal }))).items
}

export function choicesQuery(of: ChoiceOf) {
  return queryOptions({ queryKey: ['directory', 'choices', of], queryFn: ({ signal }) => ask(of, signal) })
}
