import { Card, Skeleton, Stack } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { InboxPage as InboxPageOut } from '@/api/types'
import { InboxRow } from '@/features/adoption/inbox-row'
import classes from '@/features/adoption/inbox-row.module.css'
import { inboxQuery } from '@/features/adoption/queries'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { LinkButton } from '@/ui/link-button'
import { PageHeader } from '@/ui/page-header'
import { Pager } from '@/ui/pager'

const route = getRouteApi('/_staff/inbox')

/** Meetings made in Zoom that wait for somebody to say whom they are about. */
export function InboxPage() {
  const { t } = useTranslation()
  const { page, page_size: pageSize } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useQuery(inboxQuery(page, pageSize))
  return (
    <>
      <PageHeader title={t('adoption.inbox')} note={t('adoption.inboxHint')} />
      <Card>
        <InboxBody list={list} />
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

interface InboxBodyProps {
  list: UseQueryResult<InboxPageOut>
}

/** Loading, failed, empty or full. */
function InboxBody({ list }: InboxBodyProps) {
  const { t } = useTranslation()
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) {
    return (
      <Stack gap="md" p="md" role="status" aria-label={t('common.loading')}>
        <Skeleton h={92} />
        <Skeleton h={92} />
        <Skeleton h={92} />
      </Stack>
    )
  }
  if (list.data.items.length === 0) {
    return (
      <EmptyState
        icon={<IconInbox size={26} aria-hidden />}
        title={t('adoption.inboxEmpty')}
        text={t('adoption.inboxEmptyHint')}
        action={<LinkButton to="/meetings">{t('adoption.toMeetings')}</LinkButton>}
      />
    )
  }
  return (
    <ul className={classes.list}>
      {list.data.items.map((item) => (
        <InboxRow key={item.meeting.id} item={item} />
      ))}
    </ul>
  )
}
