import { Group, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Countdown } from '@/features/meetings/countdown'
import { JoinButton } from '@/features/meetings/join-button'
import classes from '@/features/meetings/next-meeting.module.css'
import { nextMeetingQuery } from '@/features/meetings/queries'
import { formatDayShort, formatTime } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { dayOf, today, toWall } from '@/lib/time'
import { PeopleStack } from '@/ui/people-stack'

interface NextMeetingProps {
  now: string
  compact: boolean
  /** Say so when there is none. */
  withNone?: boolean
}

/** The thing people open the page for: their next meeting, with its button. */
export function NextMeeting({ now, compact, withNone = false }: NextMeetingProps) {
  const { t, i18n } = useTranslation()
  const { id, timezone } = useAccount()
  const { data: meeting } = useQuery(nextMeetingQuery(id))
  if (meeting === null && withNone) return <NoMeeting />
  if (!meeting) return null
  const day = dayOf(toWall(meeting.starts_at, timezone))
  return (
    <section className={classes.strip} aria-label={t('meetings.next')} data-compact={compact || undefined}>
      <div className={classes.when}>
        <Text fz={24} fw={650} lh={1.2} className="tabular">
          {formatTime(meeting.starts_at, timezone)}
        </Text>
        <Text c="dimmed" fz={13}>
          {day === today(timezone) ? (
            <Countdown to={meeting.starts_at} now={now} />
          ) : (
            formatDayShort(day, i18n.language)
          )}
        </Text>
      </div>
      <div className={classes.what}>
        <Text c="dimmed" fz={12.5} fw={500}>
          {t('meetings.next')}
        </Text>
        <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }} className={classes.topic}>
          {meeting.topic}
        </Link>
        <Text c="dimmed" truncate>
          {meeting.subject?.name ?? t('subject.none')}
        </Text>
      </div>
      <Group gap="md" wrap="nowrap" className={classes.action}>
        {!compact && <PeopleStack people={meeting.staff} />}
        <JoinButton meeting={meeting} now={now} size="sm" prominent fullWidth={compact} />
      </Group>
    </section>
  )
}

function NoMeeting() {
  const { t } = useTranslation()
  return (
    <section className={classes.strip} aria-label={t('meetings.next')}>
      <div className={classes.none}>
        <Text fw={600}>{t('meetings.noNext')}</Text>
        <Text c="dimmed">{t('meetings.noNextHint')}</Text>
      </div>
    </section>
  )
}
