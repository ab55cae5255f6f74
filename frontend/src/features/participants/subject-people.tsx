import { Button, Group, Skeleton, Text } from '@mantine/core'
import { IconUsersPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Participant, SubjectPeople as SubjectPeopleOut } from '@/api/types'
import { subjectPeopleQuery, useAddSubjectPeople } from '@/features/participants/queries'
import classes from '@/features/participants/subject-people.module.css'
import { notifyProblem } from '@/ui/notify'

interface SubjectPeopleProps {
  meetingId: string
  onAdded: (people: Participant[]) => void
}

/** All contacts of the client or group, or the lead, in one click. */
export function SubjectPeople({ meetingId, onAdded }: SubjectPeopleProps) {
  const { t } = useTranslation()
  const { data: found, isPending, isError } = useQuery(subjectPeopleQuery(meetingId))
  const add = useAddSubjectPeople()
  // Nothing is lost without it: people can be added one by one.
  if (isError) return null
  if (isPending) return <Skeleton h={58} />
  if (!found.subject) return null
  const addAll = () =>
    add.mutate(meetingId, {
      onSuccess: ({ items }) => onAdded(items.filter(({ state }) => state !== 'withdrawn')),
      onError: (error) => notifyProblem(error, t),
    })
  return (
    <div className={classes.offer}>
      <Counts found={found} />
      {found.to_add > 0 && (
        <Button
          variant="light"
          size="compact-sm"
          loading={add.isPending}
          leftSection={<IconUsersPlus size={16} aria-hidden />}
          onClick={addAll}
        >
          {t('participants.addAll', { count: found.to_add })}
        </Button>
      )}
    </div>
  )
}

interface CountsProps {
  found: SubjectPeopleOut
}

function Counts({ found: { subject, to_add: toAdd, already_added: added, without_email: without } }: CountsProps) {
  const { t } = useTranslation()
  const notes = [
    toAdd === 0 && added === 0 && t('participants.nobodyWithEmail'),
    added > 0 && t('participants.alreadyAdded', { count: added }),
    without > 0 && t('participants.withoutEmail', { count: without }),
  ]
  return (
    <Group gap={0} style={{ flex: 1, minWidth: 200 }}>
      <Text fw={600} w="100%" truncate>
        {subject?.name}
      </Text>
      <Text c="dimmed" fz={13}>
        {notes.filter(Boolean).join(' · ') || t(`participants.inviteHints.${subject?.kind ?? 'client'}`)}
      </Text>
    </Group>
  )
}
