/** Exports on the server. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { Export, ExportCreate, ExportsPage } from '@/api/types'

const EVERYTHING = ['exports'] as const
const WATCH_EVERY_MS = 1_000

export function isPending({ state }: Export): boolean {
  return state === 'waiting' || state === 'running'
}

function watchInterval(page: ExportsPage | undefined): number | false {
  return page?.items.some(isPending) ? WATCH_EVERY_MS : false
}

export function exportsQuery(page: number) {
  return queryOptions({
    queryKey: [...EVERYTHING, page],
    queryFn: ({ signal }) => take(api.GET('/api/v1/exports', { params: { query: { page, page_size: 25 } }, signal })),
    refetchInterval: ({ state }) => watchInterval(state.data),
  })
}

/** The reader's newest exports: whoever shows one of them looks here. */
export const newestQuery = exportsQuery(1)

export function useRequestExport() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: ExportCreate) => take(api.POST('/api/v1/exports', { body })),
    onSuccess: (made) => {
      queryClient.setQueryData(newestQuery.queryKey, (old) =>
        old ? { ...old, items: [made, ...old.items], total: old.total + 1 } : old,
      )
      return queryClient.invalidateQueries({ queryKey: EVERYTHING })
    },
  })
}

export function fileUrl({ id }: Export): string {
  return `/api/v1/exports/${id}/file`
}

/** As if the reader had followed the link; the server says that it is a file to keep. */
export function download(made: Export): void {
  const link = document.createElement('a')
  link.href = fileUrl(made)
  link.download = made.file_name
  link.click()
}
