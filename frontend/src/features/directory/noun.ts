/** What the pages of the directory need to know of a noun; the pages themselves are all alike. */
import type { UseFormReturnType } from '@mantine/form'
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { LinkProps } from '@tanstack/react-router'
import type { ComponentType, ReactNode } from 'react'
import type { DirectorySearch, DirectorySort, FilterName, Filters } from '@/features/directory/search'
import type { Paging } from '@/lib/paging'

export interface DirectoryRecord {
  id: string
  name: string
  version: number
}

export interface ListQuery extends Paging, Filters {
  search: string
  sort: DirectorySort
}

export interface Column<Item> {
  label: string
  cell: (item: Item) => ReactNode
  /** The order that its heading puts the rows in. */
  sort?: 'name' | 'created_at'
  /** Left out where the list is fixed to one value of this filter. */
  filter?: FilterName
  /** Only where there is room. */
  wide?: boolean
}

export interface FieldsProps<Values> {
  form: UseFormReturnType<Values>
  isNew: boolean
}

export interface Noun<Item extends DirectoryRecord, Values> {
  key: 'clients' | 'contacts' | 'leads' | 'groups' | 'staff'
  editPermission: 'directory.edit' | 'staff.edit'
  filters: readonly FilterName[]
  list: (query: ListQuery, signal: AbortSignal) => Promise<{ items: Item[]; total: number; total_is_exact: boolean }>
  get: (id: string, signal: AbortSignal) => Promise<Item>
  create: (values: Values) => Promise<Item>
  update: (id: string, values: Values, version: number) => Promise<Item>
  remove: (id: string) => Promise<unknown>
  /** Of a record, or of a new one. */
  valuesOf: (item: Item | null) => Values
  /** Fields that cannot stay empty. */
  needed: readonly (keyof Values & string)[]
  Fields: ComponentType<FieldsProps<Values>>
  /** What stands before the name. */
  mark: (item: Item) => ReactNode
  /** Where a record has a page of its own; the others open in the dialog. */
  card?: (id: string) => LinkProps
}

const DIRECTORY = 'directory'

/** The question that an address asks: only filters that the noun has, and those that the list is fixed to. */
export function queryOf(names: readonly FilterName[], search: DirectorySearch, fixed: Filters = {}): ListQuery {
  const { search: text, sort, page, page_size } = search
  const filters = Object.fromEntries(names.map((name) => [name, search[name]]))
  return { search: text, sort, page, page_size, ...filters, ...fixed }
}

export function listQuery<Item extends DirectoryRecord, Values>(
  noun: Noun<Item, Values>,
  search: DirectorySearch,
  fixed?: Filters,
) {
  const query = queryOf(noun.filters, search, fixed)
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
export function useForgetNames() {
  const queryClient = useQueryClient()
  return () =>
    Promise.all([
      queryClient.invalidateQueries({ queryKey: [DIRECTORY] }),
      queryClient.invalidateQueries({ queryKey: ['meetings'] }),
    ])
}

/** The form closes before what it changed is asked again: it is a form of the version that was. */
export function useSaveRecord<Item extends DirectoryRecord, Values>(noun: Noun<Item, Values>, record: Item | null) {
  const forgetNames = useForgetNames()
  return useMutation({
    mutationFn: (values: Values) => (record ? noun.update(record.id, values, record.version) : noun.create(values)),
    onSuccess: () => void forgetNames(),
  })
}

export function useRemoveRecord<Item extends DirectoryRecord, Values>(noun: Noun<Item, Values>) {
  return useMutation({ mutationFn: (id: string) => noun.remove(id) })
}
