import { MultiSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Ref } from '@/api/types'
import { useMeetingFormContext } from '@/features/meetings/form-values'
import { staffQuery } from '@/features/meetings/queries'

interface StaffFieldProps {
  /** People of the meeting who may have left the company since. */
  known: Ref[]
}

export function StaffField({ known }: StaffFieldProps) {
  const { t } = useTranslation()
  const form = useMeetingFormContext()
  const { data: staff = [] } = useQuery(staffQuery)
  const gone = known.filter(({ id }) => !staff.some((person) => person.id === id))
  return (
    <MultiSelect
      {...form.getInputProps('staffIds')}
      label={t('form.staff')}
      placeholder={form.values.staffIds.length === 0 ? t('form.chooseStaff') : undefined}
      data={[...staff, ...gone].map(({ id, name }) => ({ value: id, label: name }))}
      searchable
      openOnFocus={false}
      hidePickedOptions
      nothingFoundMessage={t('common.nothingFound')}
    />
  )
}
