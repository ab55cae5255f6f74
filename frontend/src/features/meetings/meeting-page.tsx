import { Button, Card, Stack, Text, Title } from '@mantine/core'
import { IconPencil, IconTrash } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { ConflictNote } from '@/features/meetings/conflict-note'
import { JoinButton } from '@/features/meetings/join-button'
import { MeetingBadges } from '@/features/meetings/meeting-badges'
import { MeetingDetails } from '@/features/meetings/meeting-details'
import { MeetingOccurrences } from '@/features/meetings/meeting-occurrences'
import classes from '@/features/meetings/meeting-page.module.css'
import { MeetingPresence } from '@/features/meetings/meeting-presence'
import { MeetingSync } from '@/features/meetings/meeting-sync'
import { MeetingTimeline } from '@/features/meetings/meeting-timeline'
import { meetingQuery } from '@/features/meetings/queries'
import { useConfirmDelete } from '@/features/meetings/use-confirm-delete'
import { useNow } from '@/lib/use-now'
import { BackButton } from '@/ui/back-button'
import { LinkButton } from '@/ui/link-button'
import { PageHeader } from '@/ui/page-header'
import { PersonLine } from '@/ui/person-line'

const route = getRouteApi('/_staff/meetings/$meetingId/')

interface MeetingPageProps {
  /** Its participants, shown and changed by another part of the page. */
  participants: (meeting: Meeting) => ReactNode
  /** In what it differs from Zoom, likewise. */
  differences: (meeting: Meeting) => ReactNode
}

export function MeetingPage({ participants, differences }: MeetingPageProps) {
  const { t } = useTranslation()
  const { meetingId } = route.useParams()
  const { data: meeting } = useSuspenseQuery(meetingQuery(meetingId))
  const now = useNow()
  return (
    <>
      <PageHeader title={meeting.topic} note={<MeetingBadges meeting={meeting} />} before={<BackButton />}>
        <Actions meeting={meeting} now={now} />
      </PageHeader>
      <div className={classes.columns}>
        <Stack gap="md">
          {meeting.warnings.conflicts.length > 0 && (
            <ConflictNote conflicts={meeting.warnings.conflicts} zone={meeting.timezone} />
          )}
          {differences(meeting)}
          <MeetingDetails meeting={meeting} />
          {meeting.kind === 'series' && <MeetingOccurrences meeting={meeting} />}
          {meeting.agenda && (
            <Card p="lg" component="section" aria-label={t('meetingPage.agenda')}>
              <Title order={2} mb="sm">
                {t('meetingPage.agenda')}
              </Title>
              <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{meeting.agenda}</Text>
            </Card>
          )}
        </Stack>
        <Stack gap="md" className={classes.side}>
          {meeting.status === 'running' && <MeetingPresence present={meeting.presence} />}
          <MeetingSync meeting={meeting} now={now} />
          <People title={t('meetings.staff')} people={meeting.staff} empty={t('meetingPage.noStaff')} />
          {participants(meeting)}
        </Stack>
        <MeetingTimeline meetingId={meeting.id} />
      </div>
    </>
  )
}

interface ActionsProps {
  meeting: Meeting
  now: string
}

function Actions({ meeting, now }: ActionsProps) {
  const { t } = useTranslation()
  const navigate = route.useNavigate()
  const confirmDelete = useConfirmDelete()
  return (
    <>
      {meeting.can.delete && (
        <Button
          variant="default"
          leftSection={<IconTrash size={16} aria-hidden />}
          onClick={() => confirmDelete(meeting, () => void navigate({ to: '/meetings' }))}
        >
          {t('common.delete')}
        </Button>
      )}
      {meeting.can.edit && (
        <LinkButton
          to="/meetings/$meetingId/edit"
          params={{ meetingId: meeting.id }}
          variant="default"
          leftSection={<IconPencil size={16} aria-hidden />}
        >
          {t('common.edit')}
        </LinkButton>
      )}
      <JoinButton meeting={meeting} now={now} size="sm" prominent />
    </>
  )
}

interface PeopleProps {
  title: string
  people: { id: string; name: string; email?: string }[]
  empty: string
}

function People({ title, people, empty }: PeopleProps) {
  return (
    <Card p="lg" component="section" aria-label={title}>
      <Title order={2} mb="sm">
        {title}
      </Title>
      {people.length === 0 && <Text c="dimmed">{empty}</Text>}
      <ul className={classes.people}>
        {people.map((person) => (
          <PersonLine key={person.id} person={person} note={person.email} />
        ))}
      </ul>
    </Card>
  )
}
