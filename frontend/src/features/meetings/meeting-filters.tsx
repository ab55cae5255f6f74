import { ActionIcon, Drawer, Indicator, Popover, SegmentedControl, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconCalendarSearch, IconUser } from '@tabler/icons-react'
import type { ReactNode, Ref } from 'react'
import { useTranslation } from 'react-i18next'
import { FilterFields } from '@/features/meetings/filter-fields'
import { FilterPopover } from '@/features/meetings/filter-popover'
import classes from '@/features/meetings/meeting-filters.module.css'
import { PeopleChoice } from '@/features/meetings/people-choice'
import { PeriodChoice } from '@/features/meetings/period-choice'
import { hasPeriod, type MeetingSearch, type MeetingsScope, VIEWS } from '@/features/meetings/search'
import { useFilterNames } from '@/features/meetings/use-filter-names'
import { SearchField } from '@/ui/search-field'

interface FilterProps {
  scope: MeetingsScope
  search: MeetingSearch
  onChange: (change: Partial<MeetingSearch>) => void
}

interface MeetingFiltersProps extends FilterProps {
  phone: boolean
  searchRef: Ref<HTMLInputElement>
  /** What stands at the end of the bar. */
  children: ReactNode
}

export function MeetingFilters({ scope, search, onChange, phone, searchRef, children }: MeetingFiltersProps) {
  const { t } = useTranslation()
  const names = useFilterNames(search)
  return (
    <search className={classes.bar} aria-label={t('filters.label')}>
      <SearchField
        ref={searchRef}
        className={classes.search}
        value={search.search}
        label={t('filters.search')}
        onSearch={(text) => onChange({ search: text })}
      />
      <SegmentedControl
        className={classes.view}
        aria-label={t('filters.view')}
        data={VIEWS.map((view) => ({ value: view, label: t(`filters.views.${view}`) }))}
        value={hasPeriod(search) ? 'all' : search.view}
        onChange={(view) => onChange({ view, period: undefined, from: undefined, to: undefined, sort: undefined })}
      />
      {!phone && (
        <>
          <FilterPopover
            label={t('filters.period')}
            chosen={names.period}
            leftSection={<IconCalendarSearch size={17} aria-hidden />}
          >
            <PeriodChoice search={search} onChange={onChange} />
          </FilterPopover>
          <FilterPopover
            label={t('filters.manager')}
            short={t('list.manager')}
            chosen={names.manager}
            leftSection={<IconUser size={17} aria-hidden />}
          >
            <ManagerChoice search={search} onChange={onChange} />
          </FilterPopover>
        </>
      )}
      <div className={classes.buttons}>
        {phone ? (
          <FilterDrawer scope={scope} search={search} onChange={onChange} />
        ) : (
          <MoreFilters scope={scope} search={search} onChange={onChange} />
        )}
        {children}
      </div>
    </search>
  )
}

function ManagerChoice({ search, onChange }: Omit<FilterProps, 'scope'>) {
  const { t } = useTranslation()
  return (
    <PeopleChoice
      label={t('filters.manager')}
      value={search.manager}
      onChange={(manager) => onChange({ manager })}
      withNone
    />
  )
}

function countOf(filters: (string | boolean | undefined)[]): number {
  return filters.filter(Boolean).length
}

function MoreFilters(props: FilterProps) {
  const { t } = useTranslation()
  const { staff, kind, status } = props.search
  const count = countOf([staff, kind, status])
  return (
    <Popover position="bottom-end" width={312} trapFocus shadow="md">
      <Indicator label={count} size={18} disabled={count === 0} inline>
        <Popover.Target>
          <ActionIcon variant="default" size={36} aria-label={t('filters.more', { count })}>
            <IconAdjustmentsHorizontal size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label={t('filters.label')}>
        <FilterFields {...props} />
      </Popover.Dropdown>
    </Popover>
  )
}

/** On a phone, all of them, one under the other. */
function FilterDrawer(props: FilterProps) {
  const { t } = useTranslation()
  const [opened, { open, close }] = useDisclosure(false)
  const { search, onChange } = props
  const count = countOf([hasPeriod(search), search.manager, search.staff, search.kind, search.status])
  return (
    <>
      <Indicator label={count} size={18} disabled={count === 0} inline>
        <ActionIcon variant="default" size={36} aria-label={t('filters.more', { count })} onClick={open}>
          <IconAdjustmentsHorizontal size={18} aria-hidden />
        </ActionIcon>
      </Indicator>
      <Drawer
        opened={opened}
        onClose={close}
        position="bottom"
        size="88%"
        title={t('filters.label')}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <Stack gap="lg" pb="xl">
          <PeriodChoice search={search} onChange={onChange} />
          <div>
            <div className={classes.drawerLabel}>{t('filters.manager')}</div>
            <ManagerChoice search={search} onChange={onChange} />
          </div>
          <FilterFields {...props} />
        </Stack>
      </Drawer>
    </>
  )
}
