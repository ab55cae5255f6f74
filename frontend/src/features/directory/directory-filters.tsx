import { ActionIcon, Indicator, Popover, Select, type SelectProps, Stack } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconAdjustmentsHorizontal } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ChoiceField } from '@/features/directory/choice-field'
import type { ChoiceOf } from '@/features/directory/choices'
import { type DirectorySearch, type FilterName, filtersSet, LEAD_STATUSES } from '@/features/directory/search'
import { PHONE } from '@/ui/breakpoints'

interface DirectoryFiltersProps {
  names: readonly FilterName[]
  search: DirectorySearch
  onSearch: (change: Partial<DirectorySearch>) => void
}

/** The filters of one list; on a phone behind a button that counts them. */
export function DirectoryFilters({ names, search, onSearch }: DirectoryFiltersProps) {
  const { t } = useTranslation()
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  if (names.length === 0) return null
  const fields = names.map((name) => (
    <FilterField key={name} name={name} search={search} onSearch={onSearch} inPopover={phone} />
  ))
  if (!phone) return fields
  const count = filtersSet(search, names).length
  return (
    <Popover position="bottom-end" width={300} trapFocus shadow="md">
      <Indicator label={count} size={18} disabled={count === 0} inline>
        <Popover.Target>
          <ActionIcon variant="default" size={44} aria-label={t('cards.filters', { count })}>
            <IconAdjustmentsHorizontal size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label={t('filters.label')}>
        <Stack gap="sm">{fields}</Stack>
      </Popover.Dropdown>
    </Popover>
  )
}

interface FilterFieldProps {
  name: FilterName
  search: DirectorySearch
  onSearch: (change: Partial<DirectorySearch>) => void
  inPopover: boolean
}

const CHOICES = {
  client_group_id: 'group',
  client_id: 'client',
  responsible_id: 'responsible',
} as const satisfies Partial<Record<FilterName, ChoiceOf>>

function FilterField({ name, search, onSearch, inPopover }: FilterFieldProps) {
  const { t } = useTranslation()
  const label = t(`cards.filter.${name}`)
  const look = {
    'aria-label': label,
    placeholder: label,
    clearable: true,
    clearButtonProps: { 'aria-label': t('common.clear') },
    comboboxProps: { withinPortal: !inPopover },
    w: inPopover ? undefined : 200,
  } satisfies SelectProps
  if (name === 'status') {
    return (
      <Select
        {...look}
        data={LEAD_STATUSES.map((status) => ({ value: status, label: t(`leadStatus.${status}`) }))}
        value={search.status ?? null}
        onChange={(status) => onSearch({ status: LEAD_STATUSES.find((each) => each === status), page: 1 })}
      />
    )
  }
  if (name === 'is_active') {
    return (
      <Select
        {...look}
        data={[
          { value: 'true', label: t('directory.active') },
          { value: 'false', label: t('directory.inactive') },
        ]}
        value={search.is_active === undefined ? null : String(search.is_active)}
        onChange={(value) => onSearch({ is_active: value === null ? undefined : value === 'true', page: 1 })}
      />
    )
  }
  return (
    <ChoiceField
      {...look}
      of={CHOICES[name]}
      value={search[name] ?? null}
      onChange={(id) => onSearch({ [name]: id ?? undefined, page: 1 })}
    />
  )
}
