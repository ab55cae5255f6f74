import { Checkbox, Group, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { groupByDay } from '@/features/meetings/day-groups'
import { DayHeading } from '@/features/meetings/day-heading'
import { isSoon, JoinButton } from '@/features/meetings/join-button'
import type { ListView } from '@/features/meetings/list-view'
import { MeetingBadges } from '@/features/meetings/meeting-badges'
import classes from '@/features/meetings/meeting-cards.module.css'
import { RowMenu } from '@/features/meetings/row-menu'
import { UPCOMING_FIRST } from '@/features/meetings/search'
import { SubjectCell } from '@/features/meetings/subject-cell'
import { ViaBadge } from '@/features/meetings/via-badge'
import { formatTime } from '@/lib/format'
import { isAtAnyTime } from '@/lib/kinds'
import { Marked } from '@/ui/marked'
import { PeopleStack } from '@/ui/people-stack'

/** The same list for a phone. */
export function MeetingCards(view: ListView) {
  const { t } = useTranslation()
  const hasParts = view.sort === UPCOMING_FIRST
  return groupByDay(view).map(({ day, opens, meetings: ofDay }) => (
    <section key={`${day} ${ofDay[0]?.id}`}>
      {opens && <h2 className={classes.part}>{t(`filters.views.${opens}`)}</h2>}
      <Title order={hasParts ? 3 : 2} className={classes.day}>
        <DayHeading day={day} zone={view.zone} />
      </Title>
      <ul className={classes.list}>
        {ofDay.map((meeting) => (
          <MeetingCard key={meeting.id} meeting={meeting} view={view} />
        ))}
      </ul>
    </section>
  ))
}

interface MeetingCardProps {
  meeting: Meeting
  view: ListView
}

function MeetingCard({ meeting, view: { zone, now, search, scope, selection } }: MeetingCardProps) {
  const { t } = useTranslation()
  const isSelected = selection?.has(meeting.id)
  return (
    <li
      className={classes.card}
      data-live={meeting.status === 'running' || undefined}
      data-selected={isSelected || undefined}
    >
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Group gap="4px 10px">
            {selection && (
              <Checkbox
                size="md"
                aria-label={t('list.select', { topic: meeting.topic })}
                checked={isSelected}
                onChange={(event) => selection.toggle(meeting, event.currentTarget.checked, false)}
              />
            )}
            <Text fw={600} className="tabular">
              {isAtAnyTime(meeting)
                ? t('kinds.anyTime')
                : `${formatTime(meeting.starts_at, zone)} – ${formatTime(meeting.ends_at, zone)}`}
            </Text>
            <MeetingBadges meeting={meeting} />
            <ViaBadge meeting={meeting} />
          </Group>
          <Link to="/meetings/$meetingId" params={{ meetingId: meeting.id }} className={classes.topic}>
            <Marked text={meeting.topic} search={search} />
          </Link>
        </div>
        <RowMenu meeting={meeting} now={now} />
      </Group>
      <Group justify="space-between" wrap="nowrap" mt={8}>
        {scope.subject ? <span /> : <SubjectCell meeting={meeting} search={search} />}
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
