import { Select, type SelectProps } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { type ChoiceOf, choicesQuery } from '@/features/directory/choices'

interface ChoiceFieldProps extends Omit<SelectProps, 'data'> {
  of: ChoiceOf
}

/** One of the staff, or one of the groups, or nobody. */
export function ChoiceField({ of, ...props }: ChoiceFieldProps) {
  const { t } = useTranslation()
  const { data = [] } = useQuery(choicesQuery(of))
  return (
    <Select
      {...props}
      label={t(`directory.${of}`)}
      data={data.map(({ id, name }) => ({ value: id, label: name }))}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      nothingFoundMessage={t('common.nothingFound')}
    />
  )
}
