import { Button, Card, Text } from '@mantine/core'
import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { IconCalendarPlus, IconPlus, IconSearchOff } from '@tabler/icons-react'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { MeetingsPage as MeetingsPageOut } from '@/api/types'
import { MeetingCards } from '@/features/meetings/meeting-cards'
import { MeetingFilters } from '@/features/meetings/meeting-filters'
import { MeetingTable } from '@/features/meetings/meeting-table'
import { MeetingsSkeleton } from '@/features/meetings/meetings-skeleton'
import { NextMeeting } from '@/features/meetings/next-meeting'
import { meetingsQuery } from '@/features/meetings/queries'
import { isFiltered, type MeetingSearch } from '@/features/meetings/search'
import { formatTime } from '@/lib/format'
import { useAccount, useMay } from '@/lib/session'
import { useNow } from '@/lib/use-now'
import { zoneLabel } from '@/lib/zones'
import { PHONE } from '@/ui/breakpoints'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { LinkButton } from '@/ui/link-button'
import { PageHeader } from '@/ui/page-header'
import { Pager } from '@/ui/pager'

const route = getRouteApi('/_staff/meetings/')

export function MeetingsPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const zone = useAccount().timezone
  const mayCreate = useMay('meetings.create')
  const now = useNow()
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const searchRef = useRef<HTMLInputElement>(null)
  const list = useQuery(meetingsQuery(search, zone))
  useHotkeys([
    ['/', () => searchRef.current?.focus()],
    ['c', () => mayCreate && navigate({ to: '/meetings/new' })],
  ])

  const change = (next: Partial<MeetingSearch>) =>
    navigate({ search: (old) => ({ ...old, page: 1, ...next }), replace: next.page === undefined, resetScroll: false })

  const createButton = mayCreate && (
    <LinkButton to="/meetings/new" leftSection={<IconPlus size={17} aria-hidden />}>
      {t('meetings.create')}
    </LinkButton>
  )

  return (
    <>
      <PageHeader
        title={t('meetings.title')}
        note={[list.data && t('meetings.count', { count: list.data.total }), zoneLabel(zone, now, t)]
          .filter(Boolean)
          .join(' · ')}
      >
        {createButton}
      </PageHeader>
      <NextMeeting now={now} compact={phone} />
      <Card>
        <MeetingFilters
          search={search}
          onChange={change}
          phone={phone}
          refreshing={list.isFetching && !list.isLoading && list.isPlaceholderData}
          onRefresh={() => void list.refetch()}
          searchRef={searchRef}
        />
        {list.isError && list.data && (
          <Text role="alert" px="md" py="xs" bg="var(--app-warning-bg)" c="var(--app-warning-text)" className="tabular">
            {t('meetings.stale', { time: formatTime(new Date(list.dataUpdatedAt).toISOString(), zone) })}
          </Text>
        )}
        <MeetingsBody search={search} list={list} phone={phone} zone={zone} now={now} createButton={createButton} />
        {list.data && list.data.total > 10 && (
          <Pager page={search.page} pageSize={search.page_size} total={list.data.total} onChange={change} />
        )}
      </Card>
    </>
  )
}

interface MeetingsBodyProps {
  search: MeetingSearch
  list: UseQueryResult<MeetingsPageOut>
  phone: boolean
  zone: string
  now: string
  createButton: ReactNode
}

/** Loading, failed, empty or full. */
function MeetingsBody({ search, list, phone, zone, now, createButton }: MeetingsBodyProps) {
  const { t } = useTranslation()
  const navigate = route.useNavigate()
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) return <MeetingsSkeleton />
  if (list.data.items.length > 0) {
    const List = phone ? MeetingCards : MeetingTable
    return (
      <div style={{ opacity: list.isPlaceholderData ? 0.75 : 1 }} aria-busy={list.isPlaceholderData}>
        <List meetings={list.data.items} zone={zone} now={now} />
      </div>
    )
  }
  if (isFiltered(search)) {
    return (
      <EmptyState
        icon={<IconSearchOff size={26} aria-hidden />}
        title={t('meetings.nothingFound')}
        text={t('meetings.nothingFoundHint')}
        action={
          <Button variant="default" onClick={() => void navigate({ search: { view: search.view } })}>
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
