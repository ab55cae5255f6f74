import { Chip, Group, SegmentedControl, Stack } from '@mantine/core'
import { DatePickerInput } from '@mantine/dates'
import { useTranslation } from 'react-i18next'
import { PERIODS } from '@/features/meetings/periods'
import { type MeetingSearch, periodOf } from '@/features/meetings/search'
import { useAccount } from '@/lib/session'

interface PeriodChoiceProps {
  search: MeetingSearch
  onChange: (change: Partial<MeetingSearch>) => void
}

/** By what, and from when to when; a name stays true tomorrow, a day does not move. */
export function PeriodChoice({ search, onChange }: PeriodChoiceProps) {
  const { t } = useTranslation()
  const { timezone } = useAccount()
  const { from, to } = periodOf(search, timezone)
  const day = {
    clearable: true,
    valueFormat: 'D MMM YYYY',
    size: 'sm',
    popoverProps: { withinPortal: false, position: 'bottom-start' },
    clearButtonProps: { 'aria-label': t('common.clear') },
  } as const
  return (
    <Stack gap="sm">
      <SegmentedControl
        fullWidth
        aria-label={t('list.periodBy')}
        data={[
          { value: 'starts_at', label: t('list.by.starts_at') },
          { value: 'created_at', label: t('list.by.created_at') },
        ]}
        value={search.by}
        onChange={(by) => onChange({ by: by as MeetingSearch['by'] })}
      />
      <Group gap={6}>
        {PERIODS.map((period) => (
          <Chip
            key={period}
            size="xs"
            checked={search.period === period}
            onChange={(on) => onChange({ period: on ? period : undefined, from: undefined, to: undefined })}
          >
            {t(`list.periods.${period}`)}
          </Chip>
        ))}
      </Group>
      <Group grow gap="xs" align="flex-start">
        <DatePickerInput
          {...day}
          label={t('list.from')}
          placeholder={t('list.openEnd')}
          value={from ?? null}
          maxDate={to}
          onChange={(value) => onChange({ period: undefined, from: value ?? undefined, to })}
        />
        <DatePickerInput
          {...day}
          label={t('list.to')}
          placeholder={t('list.openEnd')}
          value={to ?? null}
          minDate={from}
          onChange={(value) => onChange({ period: undefined, from, to: value ?? undefined })}
        />
      </Group>
    </Stack>
  )
}
