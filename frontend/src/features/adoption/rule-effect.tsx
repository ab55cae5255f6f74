import { Fieldset, Input, MultiSelect, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useId } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Ref } from '@/api/types'
import { type RuleValues, WAYS } from '@/features/adoption/rule-values'
import { SubjectChoice } from '@/features/adoption/subject-choice'
import { staffQuery } from '@/lib/choices'

interface RuleEffectProps {
  form: UseFormReturnType<RuleValues>
  /** Colleagues who are chosen, and may have left since. */
  known: Ref[]
}

/** What the rule does: whom it finds, whether it sets that at once, and who takes part. */
export function RuleEffect({ form, known }: RuleEffectProps) {
  const { t } = useTranslation()
  const { data: staff = [] } = useQuery(staffQuery)
  const people = [...known.filter(({ id }) => !staff.some((person) => person.id === id)), ...staff]
  const { findBy, subjectKind, subject } = form.values
  const error = form.errors.subject
  return (
    <Fieldset legend={t('adoption.then')}>
      <Stack gap="sm">
        <Select
          {...form.getInputProps('findBy')}
          label={t('adoption.findBy')}
          data={WAYS.map((way) => ({ value: way, label: t(`adoption.ways.${way}`) }))}
          allowDeselect={false}
        />
        {findBy === 'fixed' && (
          <SubjectChoice
            kind={subjectKind}
            onKind={(kind) => form.setFieldValue('subjectKind', kind)}
            chosen={subject}
            onChoose={(chosen) => form.setFieldValue('subject', chosen)}
            error={typeof error === 'string' ? error : undefined}
          />
        )}
        {findBy !== 'nobody' && (
          <Sureness isSure={form.values.isSure} onChange={(isSure) => form.setFieldValue('isSure', isSure)} />
        )}
        <MultiSelect
          {...form.getInputProps('staffIds')}
          label={t('adoption.staff')}
          placeholder={form.values.staffIds.length === 0 ? t('adoption.noStaff') : undefined}
          data={people.map(({ id, name }) => ({ value: id, label: name }))}
          searchable
          hidePickedOptions
          nothingFoundMessage={t('common.nothingFound')}
        />
      </Stack>
    </Fieldset>
  )
}

interface SurenessProps {
  isSure: boolean
  onChange: (isSure: boolean) => void
}

function Sureness({ isSure, onChange }: SurenessProps) {
  const { t } = useTranslation()
  const label = useId()
  return (
    <div>
      <Input.Label component="div" id={label} mb={4}>
        {t('adoption.sureness')}
      </Input.Label>
      <SegmentedControl
        fullWidth
        aria-labelledby={label}
        data={[
          { value: 'propose', label: t('adoption.propose') },
          { value: 'set', label: t('adoption.set') },
        ]}
        value={isSure ? 'set' : 'propose'}
        onChange={(value) => onChange(value === 'set')}
      />
      <Text c="dimmed" fz={13} mt={4}>
        {isSure ? t('adoption.setHint') : t('adoption.proposeHint')}
      </Text>
    </div>
  )
}
