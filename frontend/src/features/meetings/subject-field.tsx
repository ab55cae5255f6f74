import { Input, SegmentedControl, Select, Stack } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SubjectKind } from '@/api/types'
import { useMeetingFormContext } from '@/features/meetings/form-values'
import { subjectsQuery } from '@/features/meetings/queries'

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
      {kind !== 'none' && <SubjectSelect key={kind} kind={kind} />}
    </Stack>
  )
}

interface SubjectSelectProps {
  kind: SubjectKind
}

function SubjectSelect({ kind }: SubjectSelectProps) {
  const { t } = useTranslation()
  const form = useMeetingFormContext()
  const chosen = form.values.subject
  const [typed, setTyped] = useState(chosen?.name ?? '')
  const [search] = useDebouncedValue(typed === chosen?.name ? '' : typed.trim(), 250)
  const { data = [], isFetching } = useQuery(subjectsQuery(kind, search))
  const found = chosen && !data.some(({ id }) => id === chosen.id) ? [chosen, ...data] : data
  return (
    <Select
      {...form.getInputProps('subject')}
      aria-label={t(`subject.${kind}`)}
      placeholder={t(`form.choose.${kind}`)}
      data={found.map(({ id, name }) => ({ value: id, label: name }))}
      value={chosen?.id ?? null}
      onChange={(id) => form.setFieldValue('subject', found.find((each) => each.id === id) ?? null)}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      searchValue={typed}
      onSearchChange={setTyped}
      // The server has searched already.
      filter={({ options }) => options}
      nothingFoundMessage={isFetching ? t('common.searching') : t('common.nothingFound')}
    />
  )
}
