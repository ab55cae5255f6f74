import { Button, Group, Stack } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/problem'
import type { Meeting, Participant } from '@/api/types'
import { MeetingChoice } from '@/features/participants/meeting-choice'
import { newPerson } from '@/features/participants/parse-people'
import { errorsOf, pastePeople, toBodies, usePeopleForm } from '@/features/participants/people-form'
import { PersonFields } from '@/features/participants/person-fields'
import { useAddParticipants } from '@/features/participants/queries'
import { SubjectPeople } from '@/features/participants/subject-people'
import { problemText } from '@/lib/problem-text'
import { FormAlert } from '@/ui/form-alert'

interface ParticipantFormProps {
  meeting: Meeting | undefined
  onChoose: (meeting: Meeting | undefined) => void
  onAdded: (people: Participant[]) => void
  onClose: () => void
}

/** Whom to add, and to which meeting. */
export function ParticipantForm({ meeting, onChoose, onAdded, onClose }: ParticipantFormProps) {
  const { t } = useTranslation()
  const form = usePeopleForm()
  const add = useAddParticipants()
  const [isMeetingMissed, setMeetingMissed] = useState(false)
  const { people } = form.values

  const send = form.onSubmit((values) => {
    if (!meeting) return
    const told = { onSuccess: onAdded, onError: (error: Error) => form.setErrors(errorsOf(error)) }
    add.mutate({ meetingId: meeting.id, people: toBodies(values) }, told)
  })
  const submit = (event: FormEvent<HTMLFormElement>) => {
    setMeetingMissed(!meeting)
    send(event)
  }
  const atItsField = add.error instanceof ApiError && add.error.fields.length > 0
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="md">
        {add.isError && !atItsField && <FormAlert>{problemText(add.error, t)}</FormAlert>}
        {people.map(({ key }, index) => (
          <PersonFields
            key={key}
            form={form}
            index={index}
            removable={people.length > 1}
            onPaste={(event) => pastePeople(form, event, index)}
          />
        ))}
        <Group>
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={15} aria-hidden />}
            onClick={() => form.insertListItem('people', newPerson())}
          >
            {t('participants.another')}
          </Button>
        </Group>
        <MeetingChoice
          chosen={meeting}
          error={isMeetingMissed && !meeting ? t('participants.meetingNeeded') : undefined}
          onChoose={onChoose}
        />
        {meeting?.subject && <SubjectPeople key={meeting.id} meetingId={meeting.id} onAdded={onAdded} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={add.isPending}>
            {people.length > 1 ? t('participants.addCount', { count: people.length }) : t('participants.add')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
