/** What a page of the directory needs to know of its noun; the pages themselves are all alike. */
import type { UseFormReturnType } from '@mantine/form'
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { ComponentType, ReactNode } from 'react'
import type { DirectorySearch } from '@/features/directory/search'
import type { Paging } from '@/lib/paging'

export interface DirectoryRecord {
  id: string
  name: string
  version: number
}

export interface ListQuery extends Paging {
  search: string
}

export interface Column<Item> {
  label: string
  cell: (item: Item) => ReactNode
}

export interface FieldsProps<Values> {
  form: UseFormReturnType<Values>
  isNew: boolean
}

export interface Noun<Item extends DirectoryRecord, Values> {
  key: 'clients' | 'leads' | 'groups' | 'staff'
  editPermission: 'directory.edit' | 'staff.edit'
  list: (query: ListQuery, signal: AbortSignal) => Promise<{ items: Item[]; total: number }>
  get: (id: string, signal: AbortSignal) => Promise<Item>
  create: (values: Values) => Promise<Item>
  update: (id: string, values: Values, version: number) => Promise<Item>
  remove: (id: string) => Promise<unknown>
  /** Of a record, or of a new one. */
  valuesOf: (item: Item | null) => Values
  Fields: ComponentType<FieldsProps<Values>>
}

const DIRECTORY = 'directory'

export function listQuery<Item extends DirectoryRecord, Values>(noun: Noun<Item, Values>, search: DirectorySearch) {
  const query = { search: search.search, page: search.page, page_size: search.page_size }
  return queryOptions({
    queryKey: [DIRECTORY, noun.key, 'list', query],
    queryFn: ({ signal }) => noun.list(query, signal),
    placeholderData: keepPreviousData,
  })
}

export function recordQuery<Item extends DirectoryRecord, Values>(noun: Noun<Item, Values>, id: string) {
  return queryOptions({
    queryKey: [DIRECTORY, noun.key, 'one', id],
    queryFn: ({ signal }) => noun.get(id, signal),
  })
}

/** A name stands in many places: after a change everything of the directory and every meeting is asked again. */
function useForgetNames() {
  const queryClient = useQueryClient()
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: [DIRECTORY] }),
      queryClient.invalidateQueries({ queryKey: ['meetings'] }),
    ])
}

export function useSaveRecord<Item extends DirectoryRecord, Values>(noun: Noun<Item, Values>, record: Item | null) {
  return useMutation({
    mutationFn: (values: Values) => (record ? noun.update(record.id, values, record.version) : noun.create(values)),
    onSuccess: useForgetNames(),
  })
}

export function useRemoveRecord<Item extends DirectoryRecord, Values>(noun: Noun<Item, Values>) {
  return useMutation({ mutationFn: (id: string) => noun.remove(id), onSuccess: useForgetNames() })
}
