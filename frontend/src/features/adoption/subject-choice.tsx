import { Input, SegmentedControl, Stack } from '@mantine/core'
import { useId } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import type { Ref, SubjectKind } from '@/api/types'
import { SubjectSelect } from '@/ui/subject-select'

const KINDS = ['client', 'lead', 'client_group'] as const

export interface Chosen extends Ref {
  kind: SubjectKind
}

interface SubjectChoiceProps {
  kind: SubjectKind
  onKind: (kind: SubjectKind) => void
  chosen: Ref | null
  onChoose: (subject: Chosen | null) => void
  error?: string
}

/** First the kind, then one of that kind. */
export function SubjectChoice({ kind, onKind, chosen, onChoose, error }: SubjectChoiceProps) {
  const { t } = useTranslation()
  const label = useId()
  const change = (next: string) => {
    const found = KINDS.find((each) => each === next)
    if (found) onKind(found)
    onChoose(null)
  }
  return (
    <Stack gap={8}>
      <Input.Label component="div" id={label}>
        {t('adoption.about')}
      </Input.Label>
      <SegmentedControl
        fullWidth
        aria-labelledby={label}
        data={KINDS.map((each) => ({ value: each, label: t(`form.kinds.${each}`) }))}
        value={kind}
        onChange={change}
      />
      <SubjectSelect
        key={kind}
        kind={kind}
        chosen={chosen}
        error={error}
        onChoose={(subject) => onChoose(subject && { id: subject.id, name: subject.name, kind })}
      />
    </Stack>
  )
}
