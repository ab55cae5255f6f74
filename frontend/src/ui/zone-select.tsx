import { Select, type SelectProps } from '@mantine/core'
import { IconWorld } from '@tabler/icons-react'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { zoneOptions } from '@/lib/zones'

interface ZoneSelectProps extends Omit<SelectProps, 'data'> {
  /** The offsets shown are those of this moment. */
  instant: string
}

/** Every time zone, found by city or by its name; the usual ones first. */
export function ZoneSelect({ instant, value, ...props }: ZoneSelectProps) {
  const { t } = useTranslation()
  // A list of four hundred is made only when the day changes, not with every minute.
  const day = instant.slice(0, 10)
  const zones = useMemo(() => zoneOptions(`${day}T12:00:00Z`, t, value ?? 'UTC'), [day, t, value])
  return (
    <Select
      {...props}
      value={value}
      data={zones}
      leftSection={<IconWorld size={17} aria-hidden />}
      searchable
      limit={60}
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      nothingFoundMessage={t('common.nothingFound')}
    />
  )
}
