import { Button, Card, Group, PasswordInput, Stack, Textarea, TextInput } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Availability, Ref } from '@/api/types'
import {
  AGENDA_LIMIT,
  type MeetingFormValues,
  TOPIC_LIMIT,
  useMeetingFormContext,
} from '@/features/meetings/form-values'
import { HostField } from '@/features/meetings/host-field'
import { InviteField } from '@/features/meetings/invite-field'
import classes from '@/features/meetings/meeting-form.module.css'
import { NewHostField, useMayMoveHosts } from '@/features/meetings/new-host-field'
import { OptionsFields } from '@/features/meetings/options-fields'
import { StaffField } from '@/features/meetings/staff-field'
import { SubjectField } from '@/features/meetings/subject-field'
import { WhenFields } from '@/features/meetings/when-fields'
import { FormAlert } from '@/ui/form-alert'
import { LinkButton } from '@/ui/link-button'

interface MeetingFormProps {
  isNew: boolean
  knownStaff: Ref[]
  /** What is known of the chosen time; undefined while the server is asked. */
  availability: Availability | undefined
  submitLabel: string
  saving: boolean
  /** Why the last attempt failed, when it is about the form as a whole. */
  failure: ReactNode
  /** What the chosen time collides with. */
  conflictNote: ReactNode
  onSubmit: (values: MeetingFormValues) => void
}

export function MeetingForm(props: MeetingFormProps) {
  const { isNew, knownStaff, availability, submitLabel, saving, failure, conflictNote, onSubmit } = props
  const { t } = useTranslation()
  const form = useMeetingFormContext()
  const mayMove = useMayMoveHosts()
  const submit = form.onSubmit(onSubmit, (errors) => {
    const [first] = Object.keys(errors)
    if (first) form.getInputNode(first)?.focus()
  })
  return (
    <Card component="form" className={classes.card} onSubmit={submit} noValidate aria-label={t('form.label')}>
      <Stack gap="lg" className={classes.fields}>
        {failure && <FormAlert>{failure}</FormAlert>}
        <SubjectField />
        {isNew && <InviteField />}
        <TextInput
          {...form.getInputProps('topic')}
          label={t('form.topic')}
          placeholder={t('form.topicExample')}
          required
          maxLength={TOPIC_LIMIT}
        />
        <StaffField known={knownStaff} busyIds={availability?.busy_staff_ids ?? []} />
        <WhenFields>{conflictNote}</WhenFields>
        {isNew && <HostField availability={availability} />}
        {!isNew && mayMove && <NewHostField availability={availability} />}
        <Textarea
          {...form.getInputProps('agenda')}
          label={t('form.agenda')}
          placeholder={t('form.agendaExample')}
          autosize
          minRows={2}
          maxRows={8}
          maxLength={AGENDA_LIMIT}
        />
        <PasswordInput
          {...form.getInputProps('passcode')}
          label={t('form.passcode')}
          placeholder={t('form.passcodeHint')}
          autoComplete="off"
          maxLength={10}
          visibilityToggleButtonProps={{ 'aria-label': t('form.showPasscode') }}
        />
        <OptionsFields />
      </Stack>
      <Group className={classes.foot} justify="flex-end" gap="sm">
        <LinkButton to="/meetings" variant="default">
          {t('common.cancel')}
        </LinkButton>
        <Button type="submit" loading={saving}>
          {submitLabel}
        </Button>
      </Group>
    </Card>
  )
}
