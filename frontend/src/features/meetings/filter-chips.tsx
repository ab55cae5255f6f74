import { Button } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from '@/features/meetings/meeting-filters.module.css'
import { isFiltered, type MeetingSearch, NO_FILTERS } from '@/features/meetings/search'
import { useFilterNames } from '@/features/meetings/use-filter-names'

interface FilterChipsProps {
  search: MeetingSearch
  onChange: (change: Partial<MeetingSearch>) => void
}

const CLEARED = {
  period: { period: undefined, from: undefined, to: undefined, by: NO_FILTERS.by },
  manager: { manager: '' },
  staff: { staff: '' },
  status: { status: '' },
  kind: { kind: undefined },
} as const satisfies Record<string, Partial<MeetingSearch>>

const FILTERS = ['period', 'manager', 'staff', 'status', 'kind'] as const

/** Which filters are set; each is taken off by a click. */
export function FilterChips({ search, onChange }: FilterChipsProps) {
  const { t } = useTranslation()
  const names = useFilterNames(search)
  if (!isFiltered({ ...search, search: '' })) return null
  return (
    <fieldset className={classes.chips} aria-label={t('list.filtersSet')}>
      {FILTERS.map((filter) => {
        const chosen = names[filter]
        if (!chosen) return null
        const text = `${t(`filters.${filter}`)}: ${chosen}`
        return (
          <Button
            key={filter}
            size="compact-sm"
            variant="light"
            fw={500}
            className={classes.chip}
            rightSection={<IconX size={14} aria-hidden />}
            aria-label={t('list.removeFilter', { filter: text })}
            onClick={() => onChange(CLEARED[filter])}
          >
            {text}
          </Button>
        )
      })}
      <Button size="compact-sm" variant="subtle" color="gray" fw={500} onClick={() => onChange(NO_FILTERS)}>
        {t('filters.clear')}
      </Button>
    </fieldset>
  )
}
