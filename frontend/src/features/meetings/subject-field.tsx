import { Input, SegmentedControl, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SubjectKind } from '@/api/types'
import { useMeetingFormContext } from '@/features/meetings/form-values'
import { SubjectSelect } from '@/ui/subject-select'

const KINDS = ['client', 'lead', 'client_group', 'none'] as const

/** Whom the meeting is about: first the kind, then one of that kind, searched on the server. */
export function SubjectField() {
  const { t } = useTranslation()
  const form = useMeetingFormContext()
  const kind = form.values.subjectKind
  const choose = (next: string) => {
    const found = KINDS.find((each) => each === next)
    if (found) form.setValues({ subjectKind: found, subject: null })
    form.clearFieldError('subject')
  }
  return (
    <Stack gap={8}>
      <Input.Label component="div" id="subject-kind">
        {t('form.with')}
      </Input.Label>
      <SegmentedControl
        fullWidth
        aria-labelledby="subject-kind"
        data={KINDS.map((each) => ({ value: each, label: t(`form.kinds.${each}`) }))}
        value={kind}
        onChange={choose}
      />
      {kind !== 'none' && <ChosenSubject key={kind} kind={kind} />}
    </Stack>
  )
}

interface ChosenSubjectProps {
  kind: SubjectKind
}

function ChosenSubject({ kind }: ChosenSubjectProps) {
  const form = useMeetingFormContext()
  return (
    <SubjectSelect
      {...form.getInputProps('subject')}
      kind={kind}
      chosen={form.values.subject}
      onChoose={(subject) => form.setFieldValue('subject', subject)}
    />
  )
}
