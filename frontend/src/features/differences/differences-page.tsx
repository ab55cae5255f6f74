import { Card, Skeleton, Stack, Text } from '@mantine/core'
import { IconArrowsDiff } from '@tabler/icons-react'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { DifferencesPage as DifferencesPageOut, ListedDifference } from '@/api/types'
import { DifferenceRow } from '@/features/differences/difference-row'
import classes from '@/features/differences/difference-row.module.css'
import { differencesQuery } from '@/features/differences/queries'
import { formatDate, formatTime } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { dayOf, toWall } from '@/lib/time'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { LinkButton } from '@/ui/link-button'
import { PageHeader } from '@/ui/page-header'
import { Pager } from '@/ui/pager'

const route = getRouteApi('/_staff/differences')

/** All that differs between Zoom and the meetings the reader may see. */
export function DifferencesPage() {
  const { t } = useTranslation()
  const { page, page_size: pageSize } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useQuery(differencesQuery(page, pageSize))
  return (
    <>
      <PageHeader title={t('differences.title')} note={t('differences.hint')} />
      <Card>
        <DifferencesBody list={list} />
        {list.data && list.data.items.length > 0 && (
          <Pager
            page={page}
            pageSize={pageSize}
            total={list.data.total}
            isExact={list.data.total_is_exact}
            onChange={(change) => void navigate({ search: (old) => ({ ...old, ...change }) })}
          />
        )}
      </Card>
    </>
  )
}

interface DifferencesBodyProps {
  list: UseQueryResult<DifferencesPageOut>
}

/** Loading, failed, empty or full. */
function DifferencesBody({ list }: DifferencesBodyProps) {
  const { t } = useTranslation()
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) {
    return (
      <Stack gap="md" p="md" role="status" aria-label={t('common.loading')}>
        <Skeleton h={120} />
        <Skeleton h={120} />
      </Stack>
    )
  }
  if (list.data.items.length === 0) {
    return (
      <EmptyState
        icon={<IconArrowsDiff size={26} aria-hidden />}
        title={t('differences.empty')}
        text={t('differences.emptyHint')}
        action={<LinkButton to="/meetings">{t('differences.toMeetings')}</LinkButton>}
      />
    )
  }
  return (
    <ul className={classes.list}>
      {list.data.items.map((item) => (
        <ListedRow key={`${item.meeting.id} ${item.field}`} item={item} />
      ))}
    </ul>
  )
}

interface ListedRowProps {
  item: ListedDifference
}

function ListedRow({ item }: ListedRowProps) {
  const { i18n } = useTranslation()
  const zone = useAccount().timezone
  const { meeting } = item
  const day = formatDate(dayOf(toWall(meeting.starts_at, zone)), i18n.language)
  return (
    <li className={classes.item}>
      <div>
        <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }} className={classes.topic}>
          {meeting.topic}
        </Link>
        <Text c="dimmed" fz={13} className="tabular">
          {day}, {formatTime(meeting.starts_at, zone)}
        </Text>
      </div>
      <DifferenceRow difference={item} meetingId={meeting.id} mayDecide={meeting.can_edit} />
    </li>
  )
}
