/** Whom to choose from: clients, leads, groups and colleagues. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import { api, take } from '@/api/client'

export function subjectsQuery(kind: 'client' | 'lead' | 'client_group', search: string) {
  const params = { query: { search: search || undefined, page_size: 25 } } as const
  return queryOptions({
    queryKey: ['directory', 'subjects', kind, search],
    queryFn: async ({ signal }) => {
      if (kind === 'client') return (await take(api.GET('/api/v1/clients', { params, signal }))).items
      if (kind === 'lead') return (await take(api.GET('/api/v1/leads', { params, signal }))).items
      return (await take(api.GET('/api/v1/client-groups', { params, signal }))).items
    },
    placeholderData: keepPreviousData,
  })
}

export const staffQuery = queryOptions({
  queryKey: ['directory', 'staff', 'choice'],
  queryFn: async ({ signal }) => {
    const params = { query: { page_size: 100, is_active: true } } as const
    return (await take(api.GET('/api/v1/staff', { params, signal }))).items
  },
  staleTime: 60_000,
})
