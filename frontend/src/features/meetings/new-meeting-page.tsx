import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { emptyValues, toCreate } from '@/features/meetings/form-values'
import { MeetingEditor } from '@/features/meetings/meeting-editor'
import { knownPeopleQuery } from '@/features/meetings/new-meeting-search'
import { defaultOptionsQuery, useInvitePeople, useScheduleMeeting } from '@/features/meetings/queries'
import { useAccount } from '@/lib/session'
import { notifyDone, notifyProblem } from '@/ui/notify'

const route = getRouteApi('/_staff/meetings/new')

export function NewMeetingPage() {
  const { t } = useTranslation()
  const account = useAccount()
  const navigate = route.useNavigate()
  const schedule = useScheduleMeeting()
  const invite = useInvitePeople()
  const { data: options } = useSuspenseQuery(defaultOptionsQuery)
  const search = route.useSearch()
  const { data: known } = useSuspenseQuery(knownPeopleQuery(search))
  const people = known.staff.length > 0 ? known.staff : [{ id: account.id, name: account.name }]
  const [initial] = useState(() => ({
    ...emptyValues(
      account.timezone,
      options,
      people.map(({ id }) => id),
    ),
    ...(known.subject && { subjectKind: known.subject.kind, subject: known.subject }),
    ...(search.start && { day: search.start.slice(0, 10), time: search.start.slice(11) }),
    ...(search.minutes && { durationMinutes: search.minutes }),
  }))
  return (
    <MeetingEditor
      title={t('form.newTitle')}
      initial={initial}
      meetingId={null}
      knownStaff={people}
      submitLabel={t('form.create')}
      onSave={async (values, override) => {
        const meeting = await schedule.mutateAsync({ ...toCreate(values), override })
        if (values.invitesPeople && meeting.subject) {
          await invite.mutateAsync(meeting.id).catch((problem) => notifyProblem(problem, t))
        }
        return meeting
      }}
      onSaved={({ id, join_url }) => {
        notifyDone(join_url ? t('form.created') : t('form.createdLinkFollows'))
        void navigate({ to: '/meetings/$meetingId', params: { meetingId: id }, replace: true })
      }}
    />
  )
}
