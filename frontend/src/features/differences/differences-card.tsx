import { Card, Skeleton, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { DifferenceRow } from '@/features/differences/difference-row'
import { meetingDifferencesQuery } from '@/features/differences/queries'
import { ErrorState } from '@/ui/error-state'

interface DifferencesCardProps {
  meeting: Meeting
}

/** Field by field, what Zoom says otherwise; nothing while both agree. */
export function DifferencesCard({ meeting }: DifferencesCardProps) {
  const { t } = useTranslation()
  const mayDiffer = meeting.sync.state === 'different'
  const { data, error, refetch } = useQuery({ ...meetingDifferencesQuery(meeting.id), enabled: mayDiffer })
  if (!mayDiffer || data?.items.length === 0) return null
  return (
    <Card p="lg" component="section" aria-label={t('differences.card')}>
      <Title order={2} mb="md">
        {t('differences.card')}
      </Title>
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Skeleton h={110} role="status" aria-label={t('common.loading')} />}
      {data?.items.map((difference) => (
        <DifferenceRow
          key={difference.field}
          difference={difference}
          meetingId={meeting.id}
          mayDecide={meeting.can.edit}
        />
      ))}
    </Card>
  )
}
