import { Card, Skeleton, Stack } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ExportsPage as ExportsPageOut } from '@/api/types'
import { ExportRow } from '@/features/exports/export-row'
import classes from '@/features/exports/export-row.module.css'
import { exportsQuery } from '@/features/exports/queries'
import { useAccount } from '@/lib/session'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { LinkButton } from '@/ui/link-button'
import { PageHeader } from '@/ui/page-header'
import { Pager } from '@/ui/pager'

const route = getRouteApi('/_staff/exports')

/** The reader's own files. */
export function ExportsPage() {
  const { t } = useTranslation()
  const { page } = route.useSearch()
  const navigate = route.useNavigate()
  const list = useQuery(exportsQuery(page))
  return (
    <>
      <PageHeader title={t('exports.mine')} note={t('exports.listHint')} />
      <Card>
        <ExportsBody list={list} />
        {list.data && list.data.total > 25 && (
          <Pager
            page={page}
            pageSize={25}
            total={list.data.total}
            onChange={(change) => void navigate({ search: (old) => ({ ...old, page: change.page ?? 1 }) })}
          />
        )}
      </Card>
    </>
  )
}

interface ExportsBodyProps {
  list: UseQueryResult<ExportsPageOut>
}

/** Loading, failed, empty or full. */
function ExportsBody({ list }: ExportsBodyProps) {
  const { t } = useTranslation()
  const { timezone } = useAccount()
  if (list.isError && !list.data) return <ErrorState error={list.error} onRetry={() => void list.refetch()} />
  if (!list.data) {
    return (
      <Stack gap="md" p="md" role="status" aria-label={t('common.loading')}>
        <Skeleton h={44} />
        <Skeleton h={44} />
        <Skeleton h={44} />
      </Stack>
    )
  }
  if (list.data.items.length === 0) {
    return (
      <EmptyState
        icon={<IconFileExport size={26} aria-hidden />}
        title={t('exports.empty')}
        text={t('exports.emptyHint')}
        action={<LinkButton to="/meetings">{t('exports.toMeetings')}</LinkButton>}
      />
    )
  }
  return (
    <ul className={classes.list}>
      {list.data.items.map((made) => (
        <ExportRow key={made.id} made={made} zone={timezone} />
      ))}
    </ul>
  )
}
