import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { SyncRun } from '@/api/types'
import { runSummary } from '@/features/meetings/run-summary'
import { FALLBACK_MS } from '@/lib/live'
import { notifyDone, notifyProblem, notifyRefused } from '@/ui/notify'

/** Its steps are told as they come; this is for a stream that is silent. */
const WHILE_OPEN_MS = 5_000

/** The last comparison with Zoom, whoever asked for it. */
const lastRunQuery = queryOptions({
  queryKey: ['sync-runs', 'last'],
  queryFn: async ({ signal }): Promise<SyncRun | null> => {
    const page = await take(api.GET('/api/v1/sync-runs', { params: { query: { page_size: 1 } }, signal }))
    return page.items[0] ?? null
  },
  refetchInterval: ({ state }) => (isOpen(state.data) ? WHILE_OPEN_MS : FALLBACK_MS),
})

export function isOpen(run: SyncRun | null | undefined): boolean {
  return run?.state === 'waiting' || run?.state === 'running'
}

/** Comparing with Zoom: the last run, a way to start one, and a word when the one that the reader started is over. */
export function useRefresh() {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const { data: run } = useQuery(lastRunQuery)
  const [mine, setMine] = useState<string | null>(null)
  const start = useMutation({
    mutationFn: () => take(api.POST('/api/v1/sync-runs')),
    onSuccess: (started) => {
      setMine(started.id)
      queryClient.setQueryData(lastRunQuery.queryKey, started)
    },
    onError: (error) => notifyProblem(error, t),
  })

  useEffect(() => {
    if (!run || run.id !== mine || isOpen(run)) return
    setMine(null)
    void queryClient.invalidateQueries({ queryKey: ['meetings'] })
    if (run.state === 'done') notifyDone(runSummary(run, t))
    else notifyRefused(run.error ?? t('common.loadFailed'), t)
  }, [run, mine, queryClient, t])

  return { run: run ?? null, start: () => start.mutate(), isBusy: start.isPending || isOpen(run) }
}
