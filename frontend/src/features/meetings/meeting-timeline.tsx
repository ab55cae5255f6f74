import { Button, Card, Skeleton, Stack, Title } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import classes from '@/features/meetings/meeting-timeline.module.css'
import { timelineQuery } from '@/features/meetings/queries'
import { TimelineEntry } from '@/features/meetings/timeline-entry'
import { ErrorState } from '@/ui/error-state'

interface MeetingTimelineProps {
  meetingId: string
}

/** What happened to the meeting, here and in Zoom, the newest first. */
export function MeetingTimeline({ meetingId }: MeetingTimelineProps) {
  const { t } = useTranslation()
  const { data, error, isPending, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    timelineQuery(meetingId),
  )
  const entries = data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Card p="lg" component="section" aria-label={t('timeline.title')}>
      <Title order={2} mb="md">
        {t('timeline.title')}
      </Title>
      {isPending && <TimelineSkeleton />}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      <ol className={classes.entries}>
        {entries.map((entry) => (
          <TimelineEntry key={entry.id} entry={entry} />
        ))}
      </ol>
      {hasNextPage && (
        <Button variant="default" mt="md" loading={isFetchingNextPage} onClick={() => void fetchNextPage()}>
          {t('timeline.earlier')}
        </Button>
      )}
    </Card>
  )
}

function TimelineSkeleton() {
  return (
    <Stack gap="md" aria-hidden>
      <Skeleton h={40} />
      <Skeleton h={40} />
    </Stack>
  )
}
