import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ref, SubjectKind } from '@/api/types'
import { subjectsQuery } from '@/lib/choices'

interface SubjectSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  kind: SubjectKind
  chosen: Ref | null
  onChoose: (subject: Ref | null) => void
}

/** One client, lead or group, searched on the server. */
export function SubjectSelect({ kind, chosen, onChoose, ...props }: SubjectSelectProps) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(chosen?.name ?? '')
  const [search] = useDebouncedValue(typed === chosen?.name ? '' : typed.trim(), 250)
  const { data = [], isFetching } = useQuery(subjectsQuery(kind, search))
  const found: Ref[] = chosen && !data.some(({ id }) => id === chosen.id) ? [chosen, ...data] : data
  return (
    <Select
      {...props}
      aria-label={t(`subject.${kind}`)}
      placeholder={t(`form.choose.${kind}`)}
      data={found.map(({ id, name }) => ({ value: id, label: name }))}
      value={chosen?.id ?? null}
      onChange={(id) => onChoose(found.find((each) => each.id === id) ?? null)}
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
