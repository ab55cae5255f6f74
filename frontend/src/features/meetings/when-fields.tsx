import { Group, Stack, Text } from '@mantine/core'
import { DateInput, TimePicker } from '@mantine/dates'
import { IconClock } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DurationField } from '@/features/meetings/duration-field'
import { startInstant, useMeetingFormContext, wallStart } from '@/features/meetings/form-values'
import classes from '@/features/meetings/when-fields.module.css'
import { formatDayShort, formatTime } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { addMinutesToInstant, dayOf, isSkipped, nowInstant, offsetLabel, toWall } from '@/lib/time'
import { ZoneSelect } from '@/ui/zone-select'

interface WhenFieldsProps {
  /** What stands below the time: conflicts. */
  children: ReactNode
}

export function WhenFields({ children }: WhenFieldsProps) {
  const { t, i18n } = useTranslation()
  const form = useMeetingFormContext()
  return (
    <Stack gap="sm" className={classes.frame} component="fieldset">
      <legend className={classes.legend}>{t('form.when')}</legend>
      <Group grow align="flex-start" gap="sm">
        <DateInput
          {...form.getInputProps('day')}
          onChange={(value) => form.setFieldValue('day', value ?? '')}
          label={t('form.date')}
          valueFormat={i18n.language === 'en' ? 'ddd, MMM D' : 'dd, D MMM'}
          popoverProps={{ width: 'auto' }}
        />
        <TimePicker
          {...form.getInputProps('time')}
          label={t('form.start')}
          leftSection={<IconClock size={17} aria-hidden />}
          hoursInputLabel={t('form.hours')}
          minutesInputLabel={t('form.minutesLabel')}
          withDropdown
          minutesStep={5}
        />
      </Group>
      <DurationField />
      <ZoneSelect
        {...form.getInputProps('zone')}
        onChange={(value) => value && form.setFieldValue('zone', value)}
        label={t('form.zone')}
        instant={startInstant(form.values) ?? nowInstant()}
        allowDeselect={false}
      />
      <TimeSentence />
      {children}
    </Stack>
  )
}

/** When the meeting is, said once in its zone, and once more in the reader's own when that is another time. */
function TimeSentence() {
  const { t, i18n } = useTranslation()
  const own = useAccount().timezone
  const { values } = useMeetingFormContext()
  const start = startInstant(values)
  if (!start) return null
  const { zone, durationMinutes } = values
  const end = addMinutesToInstant(start, durationMinutes)
  const range = (where: string) => `${formatTime(start, where)}–${formatTime(end, where)}`
  const day = (where: string) => dayOf(toWall(start, where))
  const elsewhere = toWall(start, own) !== toWall(start, zone)
  const ownDay = day(own) === day(zone) ? '' : `${formatDayShort(day(own), i18n.language)}, `
  return (
    <div className={classes.sentence} aria-live="polite">
      <Text fw={600} className="tabular">
        {formatDayShort(day(zone), i18n.language)}, {range(zone)} ({offsetLabel(start, zone)})
      </Text>
      {elsewhere && (
        <Text c="dimmed" className="tabular">
          {t('form.atYours', { time: `${ownDay}${range(own)}` })}
        </Text>
      )}
      {isSkipped(wallStart(values), zone) && (
        <Text c="var(--app-warning-text)" fz={13}>
          {t('complaints.startSkipped')}
        </Text>
      )}
    </div>
  )
}
