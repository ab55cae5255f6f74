import { Card, Skeleton, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Import } from '@/api/types'
import { ImportCheck } from '@/features/imports/import-check'
import { ImportProgress } from '@/features/imports/import-progress'
import { ImportResult } from '@/features/imports/import-result'
import { importQuery } from '@/features/imports/queries'
import { BackButton } from '@/ui/back-button'
import { ErrorState } from '@/ui/error-state'
import { PageHeader } from '@/ui/page-header'

const route = getRouteApi('/_staff/imports/$importId')

/** One file on its way: looked at, being taken over, taken over. */
export function ImportPage() {
  const { t } = useTranslation()
  const { importId } = route.useParams()
  const found = useQuery(importQuery(importId))
  const one = found.data
  return (
    <>
      <PageHeader
        title={one ? t(`imports.titles.${one.kind}`) : t('imports.title')}
        note={one && t('imports.fileNote', { name: one.file_name, count: one.rows_count })}
        before={<BackButton />}
      />
      {found.isError && !one && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {!(one || found.isError) && <LoadingCard />}
      {one && <Step one={one} />}
    </>
  )
}

function Step({ one }: { one: Import }) {
  if (one.state === 'ready') return <ImportCheck one={one} />
  if (one.state === 'applying') return <ImportProgress one={one} />
  return <ImportResult one={one} />
}

function LoadingCard() {
  const { t } = useTranslation()
  return (
    <Card>
      <Stack gap="md" p="md" role="status" aria-label={t('common.loading')}>
        <Skeleton h={34} w={320} maw="100%" />
        <Skeleton h={64} />
        <Skeleton h={36} />
        <Skeleton h={36} />
        <Skeleton h={36} />
      </Stack>
    </Card>
  )
}
