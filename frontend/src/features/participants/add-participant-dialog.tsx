import { Modal, Skeleton, Stack } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meeting, Participant } from '@/api/types'
import { AddedPeople } from '@/features/participants/added-people'
import { ParticipantForm } from '@/features/participants/participant-form'
import { chosenMeetingQuery } from '@/features/participants/queries'
import type { ParticipantSearch } from '@/features/participants/search'
import { useMay } from '@/lib/session'
import { ErrorState } from '@/ui/error-state'

const route = getRouteApi('/_staff')

/** Over whatever page one is on: the address says that it is open, and for which meeting. */
export function AddParticipantDialog() {
  const { t } = useTranslation()
  const { dialog, meeting } = route.useSearch()
  // From where one is, which is deeper than the route that holds the dialog.
  const navigate = useNavigate()
  const mayAdd = useMay('meetings.edit')
  const change = (next: ParticipantSearch) =>
    void navigate({ to: '.', search: (old: object) => ({ ...old, ...next }), replace: true, resetScroll: false })
  return (
    <Modal
      opened={mayAdd && dialog === 'add-participant'}
      onClose={() => change({ dialog: undefined, meeting: undefined })}
      title={t('participants.addTitle')}
      size={520}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <DialogContent
        meetingId={meeting}
        onChoose={(id) => change({ meeting: id })}
        onClose={() => change({ dialog: undefined, meeting: undefined })}
      />
    </Modal>
  )
}

interface DialogContentProps {
  meetingId: string | undefined
  onChoose: (id: string | undefined) => void
  onClose: () => void
}

function DialogContent({ meetingId, onChoose, onClose }: DialogContentProps) {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const [added, setAdded] = useState<Participant[]>()
  const meeting = useQuery({ ...chosenMeetingQuery(meetingId ?? ''), enabled: meetingId !== undefined })
  const chosen = meetingId === undefined ? undefined : meeting.data
  if (added) {
    return <AddedPeople people={added} meeting={chosen} onAgain={() => setAdded(undefined)} onClose={onClose} />
  }
  if (meetingId !== undefined && meeting.isError) {
    return <ErrorState error={meeting.error} onRetry={() => void meeting.refetch()} />
  }
  if (meetingId !== undefined && meeting.isPending) {
    return (
      <Stack role="status" aria-label={t('common.loading')}>
        <Skeleton h={56} />
        <Skeleton h={56} />
        <Skeleton h={56} />
      </Stack>
    )
  }
  // A meeting from the choice is known already, so the form that is being filled in stays.
  const choose = (next: Meeting | undefined) => {
    if (next) queryClient.setQueryData(chosenMeetingQuery(next.id).queryKey, next)
    onChoose(next?.id)
  }
  return <ParticipantForm meeting={chosen} onChoose={choose} onAdded={setAdded} onClose={onClose} />
}
