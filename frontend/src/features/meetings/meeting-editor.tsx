import { SegmentedControl } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/problem'
import type { Meeting, MeetingCreate, Ref } from '@/api/types'
import { CalendarPanel } from '@/features/meetings/calendar-panel'
import { ConflictNote } from '@/features/meetings/conflict-note'
import {
  type Complaint,
  complaints,
  FIELD_NAMES,
  MeetingFormProvider,
  type MeetingFormValues,
  useMeetingForm,
} from '@/features/meetings/form-values'
import classes from '@/features/meetings/meeting-editor.module.css'
import { MeetingForm } from '@/features/meetings/meeting-form'
import { OverrideButton } from '@/features/meetings/override-button'
import { useAvailability } from '@/features/meetings/use-availability'
import { fieldTexts, problemText } from '@/lib/problem-text'
import { useMay } from '@/lib/session'
import { dayOf, timeOf } from '@/lib/time'
import { BackButton } from '@/ui/back-button'
import { FORM_BESIDE_CALENDAR, PHONE } from '@/ui/breakpoints'
import { LeaveGuard } from '@/ui/leave-guard'
import { PageHeader } from '@/ui/page-header'

type Override = MeetingCreate['override']

interface MeetingEditorProps {
  title: string
  initial: MeetingFormValues
  /** Null for a new meeting. */
  meetingId: string | null
  knownStaff?: Ref[]
  submitLabel: string
  onSave: (values: MeetingFormValues, override: Override) => Promise<Meeting>
  /** Called once the form counts as saved, so that leaving asks nothing. */
  onSaved: (meeting: Meeting) => void
  staleNote?: ReactNode
}

/** The form and the calendar beside it; on a narrow screen, one or the other. */
export function MeetingEditor(props: MeetingEditorProps) {
  const { title, initial, meetingId, knownStaff = [], submitLabel, onSave, onSaved, staleNote } = props
  const { t } = useTranslation()
  const wide = useMediaQuery(FORM_BESIDE_CALENDAR, undefined, { getInitialValueInEffect: false })
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const [pane, setPane] = useState('form')
  const [failure, setFailure] = useState<unknown>(null)
  const [saving, setSaving] = useState(false)
  const form = useMeetingForm({
    initialValues: initial,
    validate: (values) => inWords(complaints(values, meetingId ? initial : null), (key) => t(`complaints.${key}`)),
  })
  const availability = useAvailability(form.values, meetingId)
  // A refusal names what it collided with, which may be newer than what was known while typing.
  const refused = failure instanceof ApiError ? failure.conflicts : []
  const conflicts = availability?.conflicts.length ? availability.conflicts : refused
  const forbidden = availability?.rule === 'forbid'
  const mayOverride = useMay('meetings.override')

  const save = async (values: MeetingFormValues, override: Override = null) => {
    setSaving(true)
    setFailure(null)
    try {
      const saved = await onSave(values, override)
      form.resetDirty()
      onSaved(saved)
    } catch (error) {
      setFailure(error)
      form.setErrors(fieldTexts(error, FIELD_NAMES))
    } finally {
      setSaving(false)
    }
  }

  const anyway = conflicts.length > 0 && !forbidden && !meetingId
  const saveDespite = (reason: string) => form.onSubmit((values) => void save(values, { reason }))()
  return (
    <MeetingFormProvider form={form}>
      <div className={classes.page}>
        <PageHeader title={title} before={<BackButton />} />
        {!wide && (
          <SegmentedControl
            fullWidth
            mb="md"
            aria-label={t('form.panes')}
            data={[
              { value: 'form', label: t('form.formPane') },
              { value: 'calendar', label: t('calendar.title') },
            ]}
            value={pane}
            onChange={setPane}
          />
        )}
        <div className={classes.panes}>
          {(wide || pane === 'form') && (
            <MeetingForm
              isNew={!meetingId}
              knownStaff={knownStaff}
              availability={availability}
              submitLabel={anyway ? t('form.createAnyway') : submitLabel}
              saving={saving}
              failure={failureText(failure, staleNote, t)}
              onSubmit={(values) => void save(values)}
              conflictNote={
                conflicts.length > 0 && (
                  <ConflictNote
                    conflicts={conflicts}
                    forbidden={forbidden}
                    nextFree={availability?.next_free}
                    zone={form.values.zone}
                    onPick={(wall) => form.setValues({ day: dayOf(wall), time: timeOf(wall) })}
                  >
                    {forbidden && mayOverride && (
                      <OverrideButton editing={Boolean(meetingId)} onConfirm={saveDespite} />
                    )}
                  </ConflictNote>
                )
              }
            />
          )}
          {(wide || pane === 'calendar') && (
            <CalendarPanel phone={phone} meetingId={meetingId} knownStaff={knownStaff} clashes={conflicts.length > 0} />
          )}
        </div>
      </div>
      <LeaveGuard isDirty={() => form.isDirty()} />
    </MeetingFormProvider>
  )
}

function inWords(found: ReturnType<typeof complaints>, say: (complaint: Complaint) => string) {
  return Object.fromEntries(Object.entries(found).map(([field, complaint]) => [field, complaint && say(complaint)]))
}

/** Nothing when every complaint stands at its field. */
function failureText(failure: unknown, staleNote: ReactNode, t: ReturnType<typeof useTranslation>['t']): ReactNode {
  if (!failure) return null
  if (failure instanceof ApiError && failure.isStale) return staleNote
  if (failure instanceof ApiError && failure.fields.length > 0) return null
  return problemText(failure, t)
}
