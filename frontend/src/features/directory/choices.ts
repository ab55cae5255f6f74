/** Other records to choose from: searched on the server, the chosen one known by its id. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { Ref } from '@/api/types'

export type ChoiceOf = 'responsible' | 'group' | 'client'

const SIZE = 25

async function ask(of: ChoiceOf, search: string, signal: AbortSignal): Promise<Ref[]> {
  const query = { search, page_size: SIZE } as const
  if (of === 'group') return (await take(api.GET('/api/v1/client-groups', { params: { query }, signal }))).items
  if (of === 'client') return (await take(api.GET('/api/v1/clients', { params: { query }, signal }))).items
  return (await take(api.GET('/api/v1/staff', { params: { query: { ...query, is_active: true } }, signal }))).items
}

function askOne(of: ChoiceOf, id: string, signal: AbortSignal): Promise<Ref> {
  if (of === 'group') {
    const params = { path: { client_group_id: id } }
    return take(api.GET('/api/v1/client-groups/{client_group_id}', { params, signal }))
  }
  if (of === 'client') {
    return take(api.GET('/api/v1/clients/{client_id}', { params: { path: { client_id: id } }, signal }))
  }
  return take(api.GET('/api/v1/staff/{staff_id}', { params: { path: { staff_id: id } }, signal }))
}

export function choicesQuery(of: ChoiceOf, search: string) {
  return queryOptions({
    queryKey: ['directory', 'choices', of, search],
    queryFn: ({ signal }) => ask(of, search, signal),
    placeholderData: keepPreviousData,
  })
}

export function choiceQuery(of: ChoiceOf, id: string | null) {
  return queryOptions({
    queryKey: ['directory', 'choice', of, id],
    queryFn: ({ signal }) => (id ? askOne(of, id, signal) : null),
  })
}
