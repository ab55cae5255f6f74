import { Button, Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconLink } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Host, Ref } from '@/api/types'
import { staffChoiceQuery } from '@/features/settings/queries'

const NOBODY = 'nobody'

interface HostStaffProps {
  host: Host
  onChoose: (staffId: string | null) => void
}

/** Whose Zoom user this is; proposes the person with the same e-mail address. */
export function HostStaff({ host: { name, staff, suggested_staff: suggested }, onChoose }: HostStaffProps) {
  const { t } = useTranslation()
  const [opened, setOpened] = useState(false)
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed === staff?.name ? '' : typed, 250)
  const { data: found = [] } = useQuery({ ...staffChoiceQuery(search), enabled: opened })
  const known: Ref[] = staff && !found.some(({ id }) => id === staff.id) ? [staff, ...found] : found
  return (
    <>
      <Select
        aria-label={`${t('hosts.staff')}: ${name}`}
        placeholder={t('hosts.nobody')}
        data={[
          { value: NOBODY, label: t('hosts.nobody') },
          ...known.map((one) => ({ value: one.id, label: one.name })),
        ]}
        value={staff?.id ?? null}
        onChange={(value) => value && onChoose(value === NOBODY ? null : value)}
        searchValue={opened ? typed : (staff?.name ?? '')}
        onSearchChange={setTyped}
        onDropdownOpen={() => setOpened(true)}
        onDropdownClose={() => setOpened(false)}
        filter={({ options }) => options}
        searchable
        openOnFocus={false}
        allowDeselect={false}
        comboboxProps={{ width: 240, position: 'bottom-start' }}
      />
      {suggested && (
        <Button
          variant="subtle"
          size="compact-sm"
          mt={4}
          leftSection={<IconLink size={14} aria-hidden />}
          onClick={() => onChoose(suggested.id)}
        >
          {t('hosts.suggest', { name: suggested.name })}
        </Button>
      )}
    </>
  )
}
