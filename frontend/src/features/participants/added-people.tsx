import { Button, Group, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Meeting, Participant } from '@/api/types'
import { ParticipantState, useReason } from '@/features/participants/participant-state'
import classes from '@/features/participants/participants.module.css'
import { participantsQuery } from '@/features/participants/queries'

interface AddedPeopleProps {
  people: Participant[]
  meeting: Meeting | undefined
  onAgain: () => void
  onClose: () => void
}

/** Who was added, and what became of it; the next one is one key away, with the meeting kept. */
export function AddedPeople({ people, meeting, onAgain, onClose }: AddedPeopleProps) {
  const { t } = useTranslation()
  // Zoom may answer a little later than the form was sent: what is shown follows.
  const { data = people } = useQuery({ ...participantsQuery(meeting?.id ?? ''), enabled: meeting !== undefined })
  const shown = people.map((person) => data.find(({ id }) => id === person.id) ?? person)
  return (
    <Stack gap="md">
      <Text role="status">{t('participants.added', { count: people.length, topic: meeting?.topic ?? '' })}</Text>
      <ul className={classes.people}>
        {shown.map((participant) => (
          <AddedPerson key={participant.id} participant={participant} />
        ))}
      </ul>
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('participants.done')}
        </Button>
        <Button data-autofocus autoFocus onClick={onAgain}>
          {t('participants.again')}
        </Button>
      </Group>
    </Stack>
  )
}

interface AddedPersonProps {
  participant: Participant
}

function AddedPerson({ participant }: AddedPersonProps) {
  const reason = useReason(participant)
  return (
    <li>
      <Group gap={10} wrap="nowrap" justify="space-between">
        <div style={{ minWidth: 0 }}>
          <Text truncate>{participant.name}</Text>
          <Text c="dimmed" fz={13} truncate>
            {participant.email}
          </Text>
        </div>
        <ParticipantState participant={participant} />
      </Group>
      {reason && (
        <Text c="dimmed" fz={13} mt={4}>
          {reason}
        </Text>
      )}
    </li>
  )
}
