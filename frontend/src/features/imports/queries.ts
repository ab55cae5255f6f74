/** Imports as the server has them. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { Import, ImportKind } from '@/api/types'
import type { ImportSearch } from '@/features/imports/search'

const WHILE_APPLYING_MS = 700

const of = (id: string) => ({ path: { import_id: id } })

export function importQuery(id: string) {
  return queryOptions({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => take(api.GET('/api/v1/imports/{import_id}', { params: of(id), signal })),
    refetchInterval: ({ state }) => (state.data?.state === 'applying' ? WHILE_APPLYING_MS : false),
  })
}

/** `mapping` is part of the key, since other columns make other errors. */
export function rowsQuery(one: Import, { verdict, page, page_size }: ImportSearch) {
  const mapping = one.columns.map(({ field }) => field)
  return queryOptions({
    queryKey: ['imports', one.id, 'rows', { verdict, page, page_size, mapping }],
    queryFn: ({ signal }) =>
      take(
        api.GET('/api/v1/imports/{import_id}/rows', {
          params: { ...of(one.id), query: { verdict, page, page_size } },
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
  })
}

export function useUpload() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ kind, file }: { kind: ImportKind; file: File }) => {
      const form = new FormData()
      form.set('kind', kind)
      form.set('file', file)
      return take(api.POST('/api/v1/imports', { body: { kind, file: file.name }, bodySerializer: () => form }))
    },
    onSuccess: (made) => queryClient.setQueryData(importQuery(made.id).queryKey, made),
  })
}

export function useChangeMapping(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (mapping: (string | null)[]) =>
      take(api.PATCH('/api/v1/imports/{import_id}', { params: of(id), body: { mapping } })),
    onSuccess: (changed) => queryClient.setQueryData(importQuery(id).queryKey, changed),
  })
}

export function useApply(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => take(api.POST('/api/v1/imports/{import_id}/apply', { params: of(id) })),
    onSuccess: (applying) => queryClient.setQueryData(importQuery(id).queryKey, applying),
  })
}

export function useForget(id: string) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: () => take(api.DELETE('/api/v1/imports/{import_id}', { params: of(id) })),
    onSuccess: () => queryClient.removeQueries({ queryKey: ['imports', id] }),
  })
}

export function refusedAddress(id: string): string {
  return `/api/v1/imports/${id}/refused`
}
