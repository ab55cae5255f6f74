import { Checkbox, Group, Table, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { JoinButton } from '@/features/meetings/join-button'
import type { ListView } from '@/features/meetings/list-view'
import { MeetingAuthor } from '@/features/meetings/meeting-author'
import { MeetingBadges } from '@/features/meetings/meeting-badges'
import { MeetingFacts } from '@/features/meetings/meeting-facts'
import { MeetingState } from '@/features/meetings/meeting-state'
import classes from '@/features/meetings/meeting-table.module.css'
import { RowMenu } from '@/features/meetings/row-menu'
import { SubjectCell } from '@/features/meetings/subject-cell'
import { ViaBadge } from '@/features/meetings/via-badge'
import { formatDayShort, formatTime } from '@/lib/format'
import { isAtAnyTime } from '@/lib/kinds'
import { dayOf, toWall } from '@/lib/time'
import { KindBadge } from '@/ui/kind-badge'
import { Marked } from '@/ui/marked'
import { PeopleStack } from '@/ui/people-stack'

interface MeetingRowProps {
  meeting: Meeting
  view: ListView
  wide: boolean
  /** Where no heading says the day. */
  withDay?: boolean
}

export function MeetingRow({ meeting, view, wide, withDay = false }: MeetingRowProps) {
  const { t, i18n } = useTranslation()
  const { zone, now, search, scope, selection } = view
  const isSelected = selection?.has(meeting.id)
  return (
    <Table.Tr
      className={classes.row}
      data-live={meeting.status === 'running' || undefined}
      data-selected={isSelected || undefined}
    >
      {selection && (
        <Table.Td className={classes.check}>
          <Checkbox
            aria-label={t('list.select', { topic: meeting.topic })}
            checked={isSelected}
            onChange={(event) =>
              selection.toggle(meeting, event.currentTarget.checked, (event.nativeEvent as MouseEvent).shiftKey)
            }
          />
        </Table.Td>
      )}
      <Table.Td className={classes.time}>
        <Text fw={600} className="tabular" style={{ whiteSpace: 'nowrap' }}>
          {isAtAnyTime(meeting)
            ? t('kinds.anyTime')
            : `${formatTime(meeting.starts_at, zone)} – ${formatTime(meeting.ends_at, zone)}`}
        </Text>
        <Text c="dimmed" fz={13} className="tabular">
          {withDay
            ? formatDayShort(dayOf(toWall(meeting.starts_at, zone)), i18n.language)
            : t('time.minutes', { count: meeting.duration_minutes })}
        </Text>
      </Table.Td>
      <Table.Td>
        <Group gap="3px 8px">
          <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }} className={classes.topic}>
            <Marked text={meeting.topic} search={search} />
          </Link>
          {wide ? <KindBadge kind={meeting.kind} /> : <MeetingBadges meeting={meeting} />}
          <ViaBadge meeting={meeting} />
        </Group>
        <MeetingFacts meeting={meeting} search={search} />
      </Table.Td>
      {!scope.subject && (
        <Table.Td className={classes.subject}>
          <SubjectCell meeting={meeting} search={search} />
        </Table.Td>
      )}
      <Table.Td>
        <PeopleStack people={meeting.staff} limit={3} />
      </Table.Td>
      {wide && (
        <Table.Td>
          <MeetingAuthor meeting={meeting} zone={zone} search={search} />
        </Table.Td>
      )}
      {wide && (
        <Table.Td>
          <MeetingState meeting={meeting} now={now} />
        </Table.Td>
      )}
      <Table.Td className={classes.actions}>
        <Group gap={6} justify="flex-end" wrap="nowrap">
          <JoinButton meeting={meeting} now={now} />
          <RowMenu meeting={meeting} now={now} />
        </Group>
      </Table.Td>
    </Table.Tr>
  )
}
