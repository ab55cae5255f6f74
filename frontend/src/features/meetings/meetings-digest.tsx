import { Anchor, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconCalendarPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { CreateMeetingButton } from '@/features/meetings/create-meeting-button'
import { type Digest, digestQuery } from '@/features/meetings/digest'
import { MeetingBadges } from '@/features/meetings/meeting-badges'
import classes from '@/features/meetings/meetings-digest.module.css'
import type { MeetingsScope } from '@/features/meetings/search'
import { ViaBadge } from '@/features/meetings/via-badge'
import { formatDayShort, formatTime } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { dayOf, toWall } from '@/lib/time'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { PeopleStack } from '@/ui/people-stack'

interface MeetingsDigestProps {
  scope: MeetingsScope
  /** The whole list. */
  all: LinkProps
}

const COMING = 4
const HELD = 3

/** The next few meetings of a card and the last ones, and the way to all of them. */
export function MeetingsDigest({ scope, all }: MeetingsDigestProps) {
  const { t } = useTranslation()
  const account = useAccount()
  const digest = useQuery(digestQuery(account, scope))
  return (
    <Card p="lg" component="section" aria-label={t('meetings.title')}>
      <Group justify="space-between" mb="sm">
        <Title order={2}>{t('meetings.title')}</Title>
        <Anchor renderRoot={(props) => <Link {...all} {...props} />}>{t('cards.allMeetings')}</Anchor>
      </Group>
      {digest.isPending && (
        <Stack role="status" aria-label={t('common.loading')}>
          <Skeleton h={44} />
          <Skeleton h={44} />
        </Stack>
      )}
      {digest.isError && !digest.data && <ErrorState error={digest.error} onRetry={() => void digest.refetch()} />}
      {digest.data && <DigestLines digest={digest.data} scope={scope} />}
    </Card>
  )
}

function DigestLines({ digest: { upcoming, past }, scope }: { digest: Digest; scope: MeetingsScope }) {
  const { t } = useTranslation()
  if (upcoming.items.length + past.items.length === 0) {
    return (
      <EmptyState
        icon={<IconCalendarPlus size={26} aria-hidden />}
        title={t('meetings.empty.all')}
        text={t('cards.firstMeeting')}
        action={<CreateMeetingButton scope={scope} />}
      />
    )
  }
  return (
    <>
      <Lines title={t('cards.toCome', { count: upcoming.total })} meetings={upcoming.items.slice(0, COMING)} />
      <Lines title={t('cards.held', { count: past.total })} meetings={past.items.slice(0, HELD)} past />
    </>
  )
}

interface LinesProps {
  title: string
  meetings: Meeting[]
  past?: boolean
}

function Lines({ title, meetings, past }: LinesProps) {
  if (meetings.length === 0) return null
  return (
    <>
      <h3 className={classes.heading}>{title}</h3>
      <ul className={classes.list}>
        {meetings.map((meeting) => (
          <Line key={meeting.id} meeting={meeting} past={past} />
        ))}
      </ul>
    </>
  )
}

function Line({ meeting, past }: { meeting: Meeting; past?: boolean }) {
  const { i18n } = useTranslation()
  const zone = useAccount().timezone
  return (
    <li className={classes.line}>
      <div className="tabular">
        <Text fw={past ? 400 : 600} c={past ? 'dimmed' : undefined}>
          {formatTime(meeting.starts_at, zone)} – {formatTime(meeting.ends_at, zone)}
        </Text>
        <Text c="dimmed" fz={13}>
          {formatDayShort(dayOf(toWall(meeting.starts_at, zone)), i18n.language)}
        </Text>
      </div>
      <Group gap="3px 8px">
        <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }} className={classes.topic}>
          {meeting.topic}
        </Link>
        <MeetingBadges meeting={meeting} />
        <ViaBadge meeting={meeting} />
      </Group>
      <PeopleStack people={meeting.staff} limit={3} />
    </li>
  )
}
