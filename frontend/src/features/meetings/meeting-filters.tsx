import { ActionIcon, Indicator, Popover, SegmentedControl, Select, Stack, Tooltip } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { IconAdjustmentsHorizontal, IconCalendarSearch, IconRefresh, IconUser } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Ref } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '@/features/meetings/meeting-filters.module.css'
import { staffQuery } from '@/features/meetings/queries'
import { hiddenFilterCount, type MeetingSearch, STATUSES, SUBJECT_KINDS, VIEWS } from '@/features/meetings/search'
import { useAccount } from '@/lib/session'
import { SearchField } from '@/ui/search-field'

interface FilterProps {
  search: MeetingSearch
  onChange: (change: Partial<MeetingSearch>) => void
}

interface MeetingFiltersProps extends FilterProps {
  phone: boolean
  refreshing: boolean
  onRefresh: () => void
  searchRef: Ref<HTMLInputElement>
}

export function MeetingFilters({ search, onChange, phone, refreshing, onRefresh, searchRef }: MeetingFiltersProps) {
  const { t } = useTranslation()
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
        value={search.from ? 'all' : search.view}
        onChange={(view) => onChange({ view, from: undefined, to: undefined })}
      />
      {!phone && (
        <>
          <PeriodField search={search} onChange={onChange} />
          <StaffFilter search={search} onChange={onChange} />
        </>
      )}
      <div className={classes.buttons}>
        <MoreFilters search={search} onChange={onChange} phone={phone} />
        <Tooltip label={t('filters.refresh')}>
          <ActionIcon
            variant="default"
            size={36}
            aria-label={t('filters.refresh')}
            onClick={onRefresh}
            loading={refreshing}
          >
            <IconRefresh size={18} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </div>
    </search>
  )
}

function PeriodField({ search, onChange }: FilterProps) {
  const { t } = useTranslation()
  return (
    <DatePickerInput
      type="range"
      allowSingleDateInRange
      className={classes.period}
      aria-label={t('filters.period')}
      placeholder={t('filters.period')}
      leftSection={<IconCalendarSearch size={17} aria-hidden />}
      valueFormat="D MMM"
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      value={[search.from ?? null, search.to ?? null]}
      onChange={([from, to]) => onChange({ from: from ?? undefined, to: to ?? undefined })}
    />
  )
}

function StaffFilter({ search, onChange }: FilterProps) {
  const { t } = useTranslation()
  const account = useAccount()
  const { data: staff = [] } = useQuery(staffQuery)
  const others = staff.filter(({ id }) => id !== account.id).map(({ id, name }) => ({ value: id, label: name }))
  return (
    <Select
      className={classes.staff}
      aria-label={t('filters.staff')}
      placeholder={t('filters.staff')}
      leftSection={<IconUser size={17} aria-hidden />}
      data={[{ value: account.id, label: t('filters.mine') }, ...others]}
      value={search.staff ?? null}
      onChange={(value) => onChange({ staff: value ?? undefined })}
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      searchable
      nothingFoundMessage={t('common.nothingFound')}
    />
  )
}

function MoreFilters({ search, onChange, phone }: FilterProps & { phone: boolean }) {
  const { t } = useTranslation()
  const count = hiddenFilterCount(search) + (phone ? [search.from, search.staff].filter(Boolean).length : 0)
  return (
    <Popover position="bottom-end" width={300} trapFocus shadow="md">
      <Indicator label={count} size={18} disabled={count === 0} inline>
        <Popover.Target>
          <ActionIcon variant="default" size={36} aria-label={t('filters.more', { count })}>
            <IconAdjustmentsHorizontal size={18} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown aria-label={t('filters.label')}>
        <Stack gap="sm">
          {phone && (
            <>
              <PeriodField search={search} onChange={onChange} />
              <StaffFilter search={search} onChange={onChange} />
            </>
          )}
          <Select
            label={t('filters.kind')}
            placeholder={t('filters.any')}
            data={SUBJECT_KINDS.map((kind) => ({ value: kind, label: t(`subject.${kind}`) }))}
            value={search.kind ?? null}
            onChange={(kind) => onChange({ kind: kind ?? undefined })}
            clearable
            comboboxProps={{ withinPortal: false }}
          />
          <Select
            label={t('filters.status')}
            placeholder={t('filters.any')}
            data={STATUSES.map((status) => ({ value: status, label: t(`status.${status}`) }))}
            value={search.status ?? null}
            onChange={(status) => onChange({ status: status ?? undefined })}
            clearable
            comboboxProps={{ withinPortal: false }}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
