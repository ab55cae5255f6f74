/** Rules of adoption and the inbox, as the server has them. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { AdoptionRule, AdoptionRuleCreate, SubjectKind } from '@/api/types'
import { FALLBACK_MS } from '@/lib/live'

const RULES = ['settings', 'adoption-rules'] as const
const INBOX = ['inbox'] as const

export const adoptionRulesQuery = queryOptions({
  queryKey: RULES,
  queryFn: ({ signal }) => take(api.GET('/api/v1/adoption-rules', { signal })),
})

export function inboxQuery(page: number, pageSize: number) {
  return queryOptions({
    queryKey: [...INBOX, page, pageSize],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/inbox', { params: { query: { page, page_size: pageSize } }, signal })),
    placeholderData: keepPreviousData,
  })
}

/** How many meetings wait for the reader. */
export const inboxCountQuery = queryOptions({
  queryKey: [...INBOX, 'count'],
  queryFn: async ({ signal }) =>
    (await take(api.GET('/api/v1/inbox', { params: { query: { page_size: 1 } }, signal }))).total,
  refetchInterval: FALLBACK_MS,
})

export function useSaveRule(rule: AdoptionRule | null) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: AdoptionRuleCreate) => {
      if (!rule) return take(api.POST('/api/v1/adoption-rules', { body }))
      const params = { path: { rule_id: rule.id } }
      return take(api.PATCH('/api/v1/adoption-rules/{rule_id}', { params, body: { ...body, version: rule.version } }))
    },
    onSuccess: () => queryClient.invalidateQueries({ queryKey: RULES }),
  })
}

interface SmallChange {
  rule: AdoptionRule
  position?: number
  is_active?: boolean
}

/** Its place among the others, and whether it is asked. */
export function useAdjustRule() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ rule, ...change }: SmallChange) =>
      take(
        api.PATCH('/api/v1/adoption-rules/{rule_id}', {
          params: { path: { rule_id: rule.id } },
          body: { ...change, version: rule.version },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: RULES }),
  })
}

export function useDeleteRule() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      take(api.DELETE('/api/v1/adoption-rules/{rule_id}', { params: { path: { rule_id: id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: RULES }),
  })
}

export function useApplyRules() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => take(api.POST('/api/v1/adoption-rules/apply')),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: INBOX }),
  })
}

interface Decided {
  meetingId: string
  subject: { kind: SubjectKind; id: string } | null
}

export function useDecide() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ meetingId, subject }: Decided) =>
      take(
        api.POST('/api/v1/inbox/{meeting_id}/decision', {
          params: { path: { meeting_id: meetingId } },
          body: { subject },
        }),
      ),
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: INBOX }),
        queryClient.invalidateQueries({ queryKey: ['meetings'] }),
      ]),
  })
}
