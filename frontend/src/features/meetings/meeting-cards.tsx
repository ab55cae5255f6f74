import { Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { Meeting } from '@/api/types'
import { groupByDay } from '@/features/meetings/day-groups'
import { DayHeading } from '@/features/meetings/day-heading'
import { isSoon, JoinButton } from '@/features/meetings/join-button'
import { MeetingBadges } from '@/features/meetings/meeting-badges'
import classes from '@/features/meetings/meeting-cards.module.css'
import { RowMenu } from '@/features/meetings/row-menu'
import { SubjectCell } from '@/features/meetings/subject-cell'
import { formatTime } from '@/lib/format'
import { PeopleStack } from '@/ui/people-stack'

interface MeetingCardsProps {
  meetings: Meeting[]
  zone: string
  now: string
}

/** The same list for a phone. */
export function MeetingCards({ meetings, zone, now }: MeetingCardsProps) {
  return groupByDay(meetings, zone).map(({ day, meetings: ofDay }) => (
    <section key={day}>
      <h2 className={classes.day}>
        <DayHeading day={day} zone={zone} />
      </h2>
      <ul className={classes.list}>
        {ofDay.map((meeting) => (
          <MeetingCard key={meeting.id} meeting={meeting} zone={zone} now={now} />
        ))}
      </ul>
    </section>
  ))
}

interface MeetingCardProps {
  meeting: Meeting
  zone: string
  now: string
}

function MeetingCard({ meeting, zone, now }: MeetingCardProps) {
  return (
    <li className={classes.card} data-live={meeting.status === 'running' || undefined}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Group gap="4px 8px">
            <Text fw={600} className="tabular">
              {formatTime(meeting.starts_at, zone)} – {formatTime(meeting.ends_at, zone)}
            </Text>
            <MeetingBadges meeting={meeting} />
          </Group>
          <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }} className={classes.topic}>
            {meeting.topic}
          </Link>
        </div>
        <RowMenu meeting={meeting} />
      </Group>
      <Group justify="space-between" wrap="nowrap" mt={8}>
        <SubjectCell meeting={meeting} />
        <PeopleStack people={meeting.staff} limit={3} />
      </Group>
      {isSoon(meeting, now) && (
        <div className={classes.join}>
          <JoinButton meeting={meeting} now={now} size="sm" fullWidth />
        </div>
      )}
    </li>
  )
}
