import { Badge, Button, Card, Group, SegmentedControl, Skeleton, Text, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meeting, Occurrences } from '@/api/types'
import classes from '@/features/meetings/meeting-occurrences.module.css'
import { occurrencesQuery } from '@/features/meetings/queries'
import { formatDayShort, formatTime } from '@/lib/format'
import { dayOf, toWall } from '@/lib/time'
import { ErrorState } from '@/ui/error-state'

const WHEN = ['to_come', 'past'] as const

interface MeetingOccurrencesProps {
  meeting: Meeting
}

/** The dates of a series, as Zoom has them. */
export function MeetingOccurrences({ meeting: { id, timezone: zone } }: MeetingOccurrencesProps) {
  const { t } = useTranslation()
  const [when, setWhen] = useState<(typeof WHEN)[number]>('to_come')
  const dates = useInfiniteQuery(occurrencesQuery(id, when))
  const items = dates.data?.pages.flatMap((page) => page.items)
  return (
    <Card p="lg" component="section" aria-label={t('kinds.dates')}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t('kinds.dates')}</Title>
        <SegmentedControl
          size="xs"
          aria-label={t('kinds.dates')}
          data={WHEN.map((value) => ({ value, label: t(`kinds.when.${value}`) }))}
          value={when}
          onChange={(value) => setWhen(value === 'past' ? 'past' : 'to_come')}
        />
      </Group>
      {dates.isError && !items && <ErrorState error={dates.error} onRetry={() => void dates.refetch()} />}
      {!items && !dates.isError && <Skeleton h={120} role="status" aria-label={t('common.loading')} />}
      {items?.length === 0 && <Text c="dimmed">{t(`kinds.none.${when}`)}</Text>}
      <ul className={classes.list}>
        {items?.map((date) => (
          <DateRow key={date.occurrence_id} date={date} zone={zone} />
        ))}
      </ul>
      {dates.hasNextPage && (
        <Button variant="subtle" mt="xs" loading={dates.isFetchingNextPage} onClick={() => void dates.fetchNextPage()}>
          {t('kinds.more')}
        </Button>
      )}
    </Card>
  )
}

interface DateRowProps {
  date: Occurrences['items'][number]
  zone: string
}

function DateRow({ date, zone }: DateRowProps) {
  const { t, i18n } = useTranslation()
  const isCancelled = date.status === 'cancelled'
  return (
    <li className={classes.date} data-cancelled={isCancelled || undefined}>
      <span className={classes.when}>
        {formatDayShort(dayOf(toWall(date.starts_at, zone)), i18n.language)}, {formatTime(date.starts_at, zone)}–
        {formatTime(date.ends_at, zone)}
      </span>
      {isCancelled && <Badge color="gray">{t('kinds.cancelled')}</Badge>}
    </li>
  )
}
