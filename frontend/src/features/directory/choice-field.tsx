import { Select, type SelectProps } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type ChoiceOf, choiceQuery, choicesQuery } from '@/features/directory/choices'

interface ChoiceFieldProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  of: ChoiceOf
  value?: string | null
  onChange?: (id: string | null) => void
}

/** One of the staff, of the groups or of the clients, found by typing; or nobody. */
export function ChoiceField({ of, value = null, onChange, ...props }: ChoiceFieldProps) {
  const { t } = useTranslation()
  const { data: chosen } = useQuery(choiceQuery(of, value))
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed === chosen?.name ? '' : typed.trim(), 250)
  const { data: found = [], isFetching } = useQuery(choicesQuery(of, search))
  const choices = chosen && !found.some(({ id }) => id === chosen.id) ? [chosen, ...found] : found
  return (
    <Select
      clearable
      {...props}
      value={value}
      onChange={(id) => onChange?.(id)}
      data={choices.map(({ id, name }) => ({ value: id, label: name }))}
      searchable
      onSearchChange={setTyped}
      // The server has searched already.
      filter={({ options }) => options}
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      nothingFoundMessage={isFetching ? t('common.searching') : t('common.nothingFound')}
    />
  )
}
