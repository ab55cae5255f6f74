import { Group, MultiSelect, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Ref, Staff } from '@/api/types'
import { useMeetingFormContext } from '@/features/meetings/form-values'
import { staffQuery } from '@/lib/choices'

interface StaffFieldProps {
  /** People of the meeting who may have left the company since. */
  known: Ref[]
  /** Who has a meeting at the chosen time. */
  busyIds: string[]
}

export function StaffField({ known, busyIds }: StaffFieldProps) {
  const { t } = useTranslation()
  const form = useMeetingFormContext()
  const { data: staff = [] } = useQuery(staffQuery)
  const gone = known.filter(({ id }) => !staff.some((person) => person.id === id))
  return (
    <MultiSelect
      {...form.getInputProps('staffIds')}
      label={t('form.staff')}
      placeholder={form.values.staffIds.length === 0 ? t('form.chooseStaff') : undefined}
      data={byTeam(staff, gone)}
      renderOption={({ option }) => (
        <Group justify="space-between" gap="sm" flex={1}>
          {option.label}
          {busyIds.includes(option.value) && (
            <Text span fz={13} c="var(--app-warning-text)">
              {t('conflict.staffBusy')}
            </Text>
          )}
        </Group>
      )}
      searchable
      openOnFocus={false}
      hidePickedOptions
      nothingFoundMessage={t('common.nothingFound')}
    />
  )
}

/** Teams with their people; who belongs to none, or has left, comes last without a heading. */
function byTeam(staff: Staff[], gone: Ref[]) {
  const item = ({ id, name }: Ref) => ({ value: id, label: name })
  const teams = new Map<string, Staff[]>()
  for (const person of staff) {
    if (person.team) teams.set(person.team.name, [...(teams.get(person.team.name) ?? []), person])
  }
  const groups = [...teams].map(([group, people]) => ({ group, items: people.map(item) }))
  return [...groups, ...staff.filter(({ team }) => !team).map(item), ...gone.map(item)]
}
