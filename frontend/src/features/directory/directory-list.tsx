import { Button, Card, Group, Skeleton, Stack } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconAddressBook, IconPlus, IconSearchOff } from '@tabler/icons-react'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { DirectoryFilters } from '@/features/directory/directory-filters'
import { type Column, type DirectoryRecord, listQuery, type Noun } from '@/features/directory/noun'
import { RecordDialog } from '@/features/directory/record-dialog'
import { RecordTable } from '@/features/directory/record-table'
import {
  type DirectorySearch,
  type FilterName,
  type Filters,
  filtersSet,
  NEW,
  withoutFilters,
} from '@/features/directory/search'
import { useMay } from '@/lib/session'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { Pager } from '@/ui/pager'
import { SearchField } from '@/ui/search-field'

export interface DirectoryListProps<Item extends DirectoryRecord, Values> {
  noun: Noun<Item, Values>
  columns: Column<Item>[]
  search: DirectorySearch
  onSearch: (change: Partial<DirectorySearch>) => void
  /** What the list is fixed to, in a card: neither a filter nor a column. */
  fixed?: Filters
  marked?: { has: (item: Item) => boolean; label: string }
  /** Stands beside the search where nothing else offers to add. */
  withAdd?: boolean
}

/** One list of the directory: find, order, add, change and remove. */
export function DirectoryList<Item extends DirectoryRecord, Values extends object>(
  props: DirectoryListProps<Item, Values>,
) {
  const { noun, search, onSearch, fixed = {}, withAdd } = props
  const { t } = useTranslation()
  const list = useQuery(listQuery(noun, search, fixed))
  const searchRef = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => searchRef.current?.focus()]])
  const filters = noun.filters.filter((name) => !(name in fixed))
  return (
    <Card>
      <Group p="md" gap="sm" style={{ borderBottom: '1px solid var(--app-line)' }}>
        <div style={{ flex: '1 1 200px', maxWidth: 340 }}>
          <SearchField
            ref={searchRef}
            value={search.search}
            label={t('directory.search')}
            onSearch={(text) => onSearch({ search: text, page: 1 })}
          />
        </div>
        <DirectoryFilters names={filters} search={search} onSearch={onSearch} />
        {withAdd && (
          <div style={{ marginInlineStart: 'auto' }}>
            <AddButton noun={noun} onSearch={onSearch} />
          </div>
        )}
      </Group>
      <div aria-busy={list.isPlaceholderData} style={{ opacity: list.isPlaceholderData ? 0.75 : 1 }}>
        <ListBody {...props} list={list} filters={filters} />
      </div>
      {list.data && list.data.total > 10 && (
        <Pager
          page={search.page}
          pageSize={search.page_size}
          total={list.data.total}
          isExact={list.data.total_is_exact}
          onChange={onSearch}
        />
      )}
      <RecordDialog noun={noun} open={search.open} onClose={() => onSearch({ open: undefined })} />
    </Card>
  )
}

interface AddButtonProps<Item extends DirectoryRecord, Values> {
  noun: Noun<Item, Values>
  onSearch: (change: Partial<DirectorySearch>) => void
}

/** Only for those who may. */
export function AddButton<Item extends DirectoryRecord, Values>({ noun, onSearch }: AddButtonProps<Item, Values>) {
  const { t } = useTranslation()
  if (!useMay(noun.editPermission)) return null
  return (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => onSearch({ open: NEW })}>
      {t(`directory.${noun.key}.add`)}
    </Button>
  )
}

interface ListBodyProps<Item extends DirectoryRecord, Values> extends DirectoryListProps<Item, Values> {
  list: UseQueryResult<{ items: Item[] }>
  filters: readonly FilterName[]
}

/** Loading, failed, empty or full. */
function ListBody<Item extends DirectoryRecord, Values>(props: ListBodyProps<Item, Values>): ReactNode {
  const { noun, columns, search, onSearch, fixed = {}, marked, list, filters } = props
  const { t } = useTranslation()
  const mayEdit = useMay(noun.editPermission)
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <ListSkeleton />
  if (list.data.items.length > 0) {
    return (
      <RecordTable
        noun={noun}
        items={list.data.items}
        columns={columns.filter(({ filter }) => !filter || !(filter in fixed))}
        sort={search.sort}
        onSort={(sort) => onSearch({ sort, page: 1 })}
        mayEdit={mayEdit}
        onOpen={(id) => onSearch({ open: id })}
        marked={marked}
      />
    )
  }
  if (search.search || search.page > 1 || filtersSet(search, filters).length > 0) {
    return (
      <EmptyState
        icon={<IconSearchOff size={26} aria-hidden />}
        title={t('common.nothingFound')}
        text={t('directory.nothingFoundHint')}
        action={
          <Button variant="default" onClick={() => onSearch(withoutFilters(filters))}>
            {t('filters.clear')}
          </Button>
        }
      />
    )
  }
  return (
    <EmptyState
      icon={<IconAddressBook size={26} aria-hidden />}
      title={t(`directory.${noun.key}.empty`)}
      text={t(`cards.emptyHint.${noun.key}`)}
      action={<AddButton noun={noun} onSearch={onSearch} />}
    />
  )
}

function ListSkeleton() {
  const { t } = useTranslation()
  return (
    <Stack gap="md" p="md" role="status" aria-label={t('common.loading')}>
      <Skeleton h={32} />
      <Skeleton h={32} />
      <Skeleton h={32} />
      <Skeleton h={32} />
    </Stack>
  )
}
