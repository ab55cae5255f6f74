import { Group, Table, Text, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { groupByDay } from '@/features/meetings/day-groups'
import { DayHeading } from '@/features/meetings/day-heading'
import { JoinButton } from '@/features/meetings/join-button'
import { MeetingBadges } from '@/features/meetings/meeting-badges'
import { MeetingFacts } from '@/features/meetings/meeting-facts'
import classes from '@/features/meetings/meeting-table.module.css'
import { RowMenu } from '@/features/meetings/row-menu'
import { SubjectCell } from '@/features/meetings/subject-cell'
import { formatTime } from '@/lib/format'
import { WIDE } from '@/ui/breakpoints'
import { PeopleStack } from '@/ui/people-stack'

interface MeetingListProps {
  meetings: Meeting[]
  zone: string
  now: string
}

export function MeetingTable({ meetings, zone, now }: MeetingListProps) {
  const { t } = useTranslation()
  const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false })
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} verticalSpacing={10} horizontalSpacing={0} highlightOnHover={false}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className={classes.time}>{t('meetings.time')}</Table.Th>
            <Table.Th>{t('meetings.topic')}</Table.Th>
            <Table.Th className={classes.subject}>{t('meetings.subject')}</Table.Th>
            <Table.Th className={classes.staff}>{t('meetings.staff')}</Table.Th>
            {wide && <Table.Th className={classes.author}>{t('meetings.createdBy')}</Table.Th>}
            <Table.Th className={classes.actions}>
              <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        {groupByDay(meetings, zone).map(({ day, meetings: ofDay }) => (
          <Table.Tbody key={day}>
            <Table.Tr className={classes.day}>
              <Table.Th colSpan={wide ? 6 : 5} scope="rowgroup">
                <DayHeading day={day} zone={zone} />
              </Table.Th>
            </Table.Tr>
            {ofDay.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} zone={zone} now={now} withAuthor={wide} />
            ))}
          </Table.Tbody>
        ))}
      </Table>
    </div>
  )
}

interface MeetingRowProps {
  meeting: Meeting
  zone: string
  now: string
  withAuthor: boolean
}

function MeetingRow({ meeting, zone, now, withAuthor }: MeetingRowProps) {
  const { t } = useTranslation()
  return (
    <Table.Tr className={classes.row} data-live={meeting.status === 'running' || undefined}>
      <Table.Td className={classes.time}>
        <Text fw={600} className="tabular" style={{ whiteSpace: 'nowrap' }}>
          {formatTime(meeting.starts_at, zone)} – {formatTime(meeting.ends_at, zone)}
        </Text>
        <Text c="dimmed" fz={13} className="tabular">
          {t('time.minutes', { count: meeting.duration_minutes })}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap="3px 8px">
          <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }} className={classes.topic}>
            {meeting.topic}
          </Link>
          <MeetingBadges meeting={meeting} />
        </Group>
        <MeetingFacts meeting={meeting} />
      </Table.Td>
      <Table.Td className={classes.subject}>
        <SubjectCell meeting={meeting} />
      </Table.Td>
      <Table.Td>
        <PeopleStack people={meeting.staff} limit={3} />
      </Table.Td>
      {withAuthor && (
        <Table.Td>
          <Text c="dimmed" truncate>
            {meeting.created_by.kind === 'zoom' ? t('meetings.fromZoom') : meeting.created_by.name}
          </Text>
        </Table.Td>
      )}
      <Table.Td className={classes.actions}>
        <Group gap={8} justify="flex-end" wrap="nowrap">
          <JoinButton meeting={meeting} now={now} />
          <RowMenu meeting={meeting} />
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}
