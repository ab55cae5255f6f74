import { Anchor, Badge, Card, Group, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import classes from '@/features/meetings/meeting-details.module.css'
import { cardOf } from '@/lib/cards'
import { formatDayLong, formatDayShort, formatMeetingNumber, formatTime } from '@/lib/format'
import { isAtAnyTime } from '@/lib/kinds'
import { SWITCHES } from '@/lib/meeting-options'
import { useAccount } from '@/lib/session'
import { dayOf, toWall } from '@/lib/time'
import { zoneLabel } from '@/lib/zones'
import { CopyButton } from '@/ui/copy-button'
import { SubjectMark } from '@/ui/subject-mark'

interface MeetingDetailsProps {
  meeting: Meeting
}

export function MeetingDetails({ meeting }: MeetingDetailsProps) {
  const { t } = useTranslation()
  const { zoom_meeting_id: number, host, responsible_manager: manager, created_by: author } = meeting
  return (
    <Card p="lg" component="section" aria-label={t('meetingPage.details')}>
      <Title order={2} mb="md">
        {t('meetingPage.details')}
      </Title>
      <dl className={classes.facts}>
        <Fact name={t('meetingPage.when')}>
          <When meeting={meeting} />
        </Fact>
        <Fact name={t('meetings.subject')}>
          <Subject meeting={meeting} />
        </Fact>
        <Fact name={t('meetingPage.link')}>
          <JoinLink meeting={meeting} />
        </Fact>
        <Fact name={t('meetingPage.passcode')}>
          <Group gap="sm">
            <code className={classes.code}>{meeting.passcode}</code>
            <CopyButton value={meeting.passcode} label={t('meetingPage.copyPasscode')} />
          </Group>
        </Fact>
        <Fact name={t('meetingPage.number')}>
          <span className="tabular">{number === null ? t('meetings.noNumber') : formatMeetingNumber(number)}</span>
        </Fact>
        <Fact name={t('meetingPage.host')}>
          {host ? `${host.name} · ${host.email}` : t('meetingPage.noHost')}
          {meeting.host_choice && (
            <Text c="dimmed" fz={13}>
              {t(`hostChoice.${meeting.host_choice}`)}
            </Text>
          )}
        </Fact>
        {manager && <Fact name={t('meetingPage.manager')}>{manager.name}</Fact>}
        <Fact name={t('meetingPage.author')}>{author.kind === 'zoom' ? t('meetings.fromZoom') : author.name}</Fact>
        <Fact name={t('meetingPage.options')}>
          <Options meeting={meeting} />
        </Fact>
      </dl>
    </Card>
  )
}

interface FactProps {
  name: string
  children: ReactNode
}

function Fact({ name, children }: FactProps) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function When({ meeting }: MeetingDetailsProps) {
  const { t, i18n } = useTranslation()
  const own = useAccount().timezone
  const { starts_at: start, ends_at: end, timezone: zone, duration_minutes: minutes } = meeting
  const range = (where: string) => `${formatTime(start, where)}–${formatTime(end, where)}`
  const day = (where: string) => dayOf(toWall(start, where))
  const elsewhere = toWall(start, own) !== toWall(start, zone)
  if (isAtAnyTime(meeting)) return t(`kinds.anyTimeOf.${meeting.kind === 'personal_room' ? 'room' : 'meeting'}`)
  return (
    <div className="tabular">
      <Text fw={600}>
        {formatDayLong(day(zone), i18n.language)}, {range(zone)}
      </Text>
      <Text c="dimmed">
        {zoneLabel(zone, start, t)} · {t('time.minutes', { count: minutes })}
      </Text>
      {elsewhere && (
        <Text c="dimmed">
          {t('form.atYours', { time: `${formatDayShort(day(own), i18n.language)}, ${range(own)}` })}
        </Text>
      )}
    </div>
  )
}

function Subject({ meeting: { subject } }: MeetingDetailsProps) {
  const { t } = useTranslation()
  if (!subject) return t('subject.none')
  return (
    <Group gap={10} wrap="nowrap">
      <SubjectMark kind={subject.kind} />
      <div>
        <Anchor renderRoot={(props) => <Link {...cardOf(subject.kind, subject.id)} {...props} />} fz="sm">
          {subject.name}
        </Anchor>
        <Text c="dimmed" fz={13}>
          {t(`subject.${subject.kind}`)}
        </Text>
      </div>
    </Group>
  )
}

function JoinLink({ meeting: { join_url: url } }: MeetingDetailsProps) {
  const { t } = useTranslation()
  if (!url) return <Text c="dimmed">{t('meetingPage.noLink')}</Text>
  return (
    <Group gap="sm">
      <Text style={{ overflowWrap: 'anywhere' }}>{url}</Text>
      <CopyButton value={url} label={t('meetings.copyLink')} />
    </Group>
  )
}

function Options({ meeting: { options } }: MeetingDetailsProps) {
  const { t } = useTranslation()
  return (
    <Group gap={6}>
      <Badge color={options.record === 'none' ? 'gray' : 'red'}>{t(`recordShort.${options.record}`)}</Badge>
      {SWITCHES.map((name) => (
        <Badge key={name} color={options[name] ? 'brand' : 'gray'}>
          {t(`options.${name}`)}: {options[name] ? t('meetingPage.on') : t('meetingPage.off')}
        </Badge>
      ))}
    </Group>
  )
}
