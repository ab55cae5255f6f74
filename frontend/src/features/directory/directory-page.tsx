import { Button, Card, Group, Skeleton, Stack } from '@mantine/core'
import { useHotkeys } from '@mantine/hooks'
import { IconAddressBook, IconPlus, IconSearchOff } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type Column, type DirectoryRecord, listQuery, type Noun } from '@/features/directory/noun'
import { RecordDialog } from '@/features/directory/record-dialog'
import { RecordTable } from '@/features/directory/record-table'
import { type DirectorySearch, NEW } from '@/features/directory/search'
import { useMay } from '@/lib/session'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'
import { Pager } from '@/ui/pager'
import { SearchField } from '@/ui/search-field'

interface DirectoryPageProps<Item extends DirectoryRecord, Values> {
  noun: Noun<Item, Values>
  columns: Column<Item>[]
  search: DirectorySearch
  onSearch: (change: Partial<DirectorySearch>) => void
}

/** One list of the directory: find, add, change and remove. */
export function DirectoryPage<Item extends DirectoryRecord, Values extends { name: string }>(
  props: DirectoryPageProps<Item, Values>,
) {
  const { noun, columns, search, onSearch } = props
  const { t } = useTranslation()
  const mayEdit = useMay(noun.editPermission)
  const list = useQuery(listQuery(noun, search))
  const searchRef = useRef<HTMLInputElement>(null)
  useHotkeys([['/', () => searchRef.current?.focus()]])
  const addButton = mayEdit && (
    <Button leftSection={<IconPlus size={17} aria-hidden />} onClick={() => onSearch({ open: NEW })}>
      {t(`directory.${noun.key}.add`)}
    </Button>
  )

  const body = () => {
    if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
    if (!list.data) return <ListSkeleton />
    if (list.data.items.length > 0) {
      const open = (id: string) => onSearch({ open: id })
      return <RecordTable noun={noun} items={list.data.items} columns={columns} mayEdit={mayEdit} onOpen={open} />
    }
    if (search.search) {
      return (
        <EmptyState
          icon={<IconSearchOff size={26} aria-hidden />}
          title={t('common.nothingFound')}
          text={t('directory.nothingFoundHint')}
        />
      )
    }
    return (
      <EmptyState
        icon={<IconAddressBook size={26} aria-hidden />}
        title={t(`directory.${noun.key}.empty`)}
        text={t('directory.emptyHint')}
        action={addButton}
      />
    )
  }

  return (
    <>
      <PageHeader
        title={t(`directory.${noun.key}.title`)}
        note={list.data && t('directory.count', { count: list.data.total })}
      >
        {addButton}
      </PageHeader>
      <Card>
        <Group p="md" style={{ borderBottom: '1px solid var(--app-line)' }}>
          <SearchField
            ref={searchRef}
            value={search.search}
            label={t('directory.search')}
            onSearch={(text) => onSearch({ search: text, page: 1 })}
          />
        </Group>
        <div aria-busy={list.isPlaceholderData} style={{ opacity: list.isPlaceholderData ? 0.75 : 1 }}>
          {body()}
        </div>
        {list.data && list.data.total > 10 && (
          <Pager page={search.page} pageSize={search.page_size} total={list.data.total} onChange={onSearch} />
        )}
      </Card>
      <RecordDialog noun={noun} open={search.open} onClose={() => onSearch({ open: undefined })} />
    </>
  )
}

function ListSkeleton() {
  const { t } = useTranslation()
  return (
    <Stack gap="md" p="md" role="status" aria-label={t('common.loading')}>
      <Skeleton h={28} />
      <Skeleton h={28} />
      <Skeleton h={28} />
      <Skeleton h={28} />
    </Stack>
  )
}
