import { Button, Card, Text } from '@mantine/core'
import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { IconCalendarPlus, IconSearchOff } from '@tabler/icons-react'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingsPage } from '@/api/types'
import { BulkBar } from '@/features/meetings/bulk-bar'
import { FilterChips } from '@/features/meetings/filter-chips'
import type { ListView } from '@/features/meetings/list-view'
import { MeetingCards } from '@/features/meetings/meeting-cards'
import { MeetingFilters } from '@/features/meetings/meeting-filters'
import { MeetingTable } from '@/features/meetings/meeting-table'
import { MeetingsSkeleton } from '@/features/meetings/meetings-skeleton'
import { meetingsQuery } from '@/features/meetings/queries'
import { RefreshButton } from '@/features/meetings/refresh-button'
import { RefreshProgress } from '@/features/meetings/refresh-progress'
import { SavedFilters } from '@/features/meetings/saved-filters'
import { isFiltered, type MeetingSearch, type MeetingsScope, NO_FILTERS, sortOf } from '@/features/meetings/search'
import { useOfferedExport } from '@/features/meetings/use-offered-export'
import { isOpen, useRefresh } from '@/features/meetings/use-refresh'
import { useSelection } from '@/features/meetings/use-selection'
import { formatTime } from '@/lib/format'
import { useAccount, useUpdateProfile } from '@/lib/session'
import { useNow } from '@/lib/use-now'
import { PHONE } from '@/ui/breakpoints'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { ExportButton } from '@/ui/export-button'
import { Pager } from '@/ui/pager'

interface MeetingsPanelProps {
  /** What the list is fixed to, in a card: the column that says it is gone. */
  scope?: MeetingsScope
  search: MeetingSearch
  onSearch: (change: Partial<MeetingSearch>) => void
  /** Offered where there is nothing yet. */
  createButton?: ReactNode
}

/** Meetings with everything to find them by: filters, order, pages, several rows at once. */
export function MeetingsPanel({ scope = {}, search, onSearch, createButton }: MeetingsPanelProps) {
  const { t } = useTranslation()
  const account = useAccount()
  const remember = useUpdateProfile()
  const now = useNow()
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const searchRef = useRef<HTMLInputElement>(null)
  const list = useQuery(meetingsQuery(search, account, scope))
  const { run, start, isBusy } = useRefresh()
  const { page: _page, page_size: _size, sort: _sort, ...filters } = search
  const selection = useSelection(list.data?.items ?? [], JSON.stringify(filters))
  useOfferedExport(search, account, scope, list.data, selection)
  useHotkeys([['/', () => searchRef.current?.focus()]])

  const change = (next: Partial<MeetingSearch>) => onSearch({ page: 1, ...next })
  const turn = (next: Partial<MeetingSearch>) => {
    if (next.page_size && next.page_size !== account.page_size) remember.mutate({ page_size: next.page_size })
    change(next)
  }
  const view: Omit<ListView, 'meetings'> = {
    scope,
    zone: account.timezone,
    now,
    search: search.search,
    sort: sortOf(search),
    onSort: (sort) => change({ sort }),
    selection,
  }
  return (
    <Card>
      <MeetingFilters scope={scope} search={search} onChange={change} phone={phone} searchRef={searchRef}>
        {!scope.subject && !scope.staff && <SavedFilters search={search} onChange={change} />}
        <RefreshButton run={run} now={now} isBusy={isBusy} onStart={start} />
        <ExportButton />
      </MeetingFilters>
      <FilterChips search={search} onChange={change} />
      {run && isOpen(run) && <RefreshProgress run={run} />}
      {list.isError && list.data && (
        <Text role="alert" px="md" py="xs" bg="var(--app-warning-bg)" c="var(--app-warning-text)" className="tabular">
          {t('meetings.stale', { time: formatTime(new Date(list.dataUpdatedAt).toISOString(), account.timezone) })}
        </Text>
      )}
      <PanelBody search={search} onChange={change} list={list} phone={phone} view={view} createButton={createButton} />
      <BulkBar selection={selection} />
      {list.data && list.data.total > 10 && (
        <Pager
          page={search.page}
          pageSize={search.page_size ?? account.page_size}
          total={list.data.total}
          isExact={list.data.total_is_exact}
          onChange={turn}
        />
      )}
    </Card>
  )
}

interface PanelBodyProps {
  search: MeetingSearch
  onChange: (change: Partial<MeetingSearch>) => void
  list: UseQueryResult<MeetingsPage>
  phone: boolean
  view: Omit<ListView, 'meetings'>
  createButton: ReactNode
}

/** Loading, failed, empty or full. */
function PanelBody({ search, onChange, list, phone, view, createButton }: PanelBodyProps) {
  const { t } = useTranslation()
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <MeetingsSkeleton />
  if (list.data.items.length > 0) {
    const List = phone ? MeetingCards : MeetingTable
    return (
      <div style={{ opacity: list.isPlaceholderData ? 0.75 : 1 }} aria-busy={list.isPlaceholderData}>
        <List meetings={list.data.items} {...view} />
      </div>
    )
  }
  if (search.page > 1) {
    return (
      <EmptyState
        icon={<IconSearchOff size={26} aria-hidden />}
        title={t('list.noSuchPage')}
        text={t('meetings.nothingFoundHint')}
        action={
          <Button variant="default" onClick={() => onChange({ page: 1 })}>
            {t('list.firstPage')}
          </Button>
        }
      />
    )
  }
  if (isFiltered(search)) {
    return (
      <EmptyState
        icon={<IconSearchOff size={26} aria-hidden />}
        title={t('meetings.nothingFound')}
        text={t('meetings.nothingFoundHint')}
        action={
          <Button variant="default" onClick={() => onChange(NO_FILTERS)}>
            {t('filters.clear')}
          </Button>
        }
      />
    )
  }
  return (
    <EmptyState
      icon={<IconCalendarPlus size={26} aria-hidden />}
      title={t(`meetings.empty.${search.view}`)}
      text={t('meetings.emptyHint')}
      action={search.view !== 'past' && createButton}
    />
  )
}
