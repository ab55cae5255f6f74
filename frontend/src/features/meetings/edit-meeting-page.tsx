import { Button, Text } from '@mantine/core'
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { toUpdate, valuesOf } from '@/features/meetings/form-values'
import { MeetingEditor } from '@/features/meetings/meeting-editor'
import { meetingQuery, useChangeMeeting } from '@/features/meetings/queries'
import { notifyDone } from '@/ui/notify'

const route = getRouteApi('/_staff/meetings/$meetingId/edit')

/** The form begins anew from the server's state when the reader asks for it after somebody else saved first. */
export function EditMeetingPage() {
  const { meetingId } = route.useParams()
  const { data: meeting } = useSuspenseQuery(meetingQuery(meetingId))
  const queryClient = useQueryClient()
  const [base, setBase] = useState(meeting)
  const reload = async () => setBase(await queryClient.fetchQuery({ ...meetingQuery(meetingId), staleTime: 0 }))
  return <EditMeetingForm key={base.version} meeting={base} onReload={() => void reload()} />
}

interface EditMeetingFormProps {
  /** As it was when the form was opened: what the changes are measured against. */
  meeting: Meeting
  onReload: () => void
}

function EditMeetingForm({ meeting, onReload }: EditMeetingFormProps) {
  const { t } = useTranslation()
  const navigate = route.useNavigate()
  const change = useChangeMeeting(meeting.id)
  const [initial] = useState(() => valuesOf(meeting))
  return (
    <MeetingEditor
      title={t('form.editTitle')}
      initial={initial}
      meetingId={meeting.id}
      knownStaff={meeting.staff}
      submitLabel={t('common.save')}
      onSave={(values, override) => change.mutateAsync({ ...toUpdate(values, initial, meeting.version), override })}
      onSaved={() => {
        notifyDone(t('form.saved'))
        void navigate({ to: '/meetings/$meetingId', params: { meetingId: meeting.id }, replace: true })
      }}
      staleNote={
        <>
          <Text mb="xs">{t('form.stale')}</Text>
          <Button size="xs" variant="default" onClick={onReload}>
            {t('form.takeTheirs')}
          </Button>
        </>
      }
    />
  )
}
