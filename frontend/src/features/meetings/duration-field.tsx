import { Input, NumberInput, SegmentedControl, Stack } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { LONGEST_MINUTES, useMeetingFormContext } from '@/features/meetings/form-values'
import { PHONE } from '@/ui/breakpoints'

const USUAL = [15, 30, 45, 60, 90]
const OTHER = 'other'

/** The usual lengths at one click, and any other, typed here or dragged in the calendar. */
export function DurationField() {
  const { t } = useTranslation()
  const form = useMeetingFormContext()
  const minutes = form.values.durationMinutes
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const [typing, setTyping] = useState(false)
  const other = typing || !USUAL.includes(minutes)
  const choose = (value: string) => {
    setTyping(value === OTHER)
    if (value !== OTHER) form.setFieldValue('durationMinutes', Number(value))
  }
  return (
    <Stack gap={4}>
      <Input.Label component="div" id="duration">
        {t('form.duration')}
      </Input.Label>
      <SegmentedControl
        fullWidth
        size="xs"
        aria-labelledby="duration"
        data={[
          ...USUAL.map((each) => ({ value: String(each), label: phone ? each : t('time.minutes', { count: each }) })),
          { value: OTHER, label: t('form.otherDuration') },
        ]}
        value={other ? OTHER : String(minutes)}
        onChange={choose}
      />
      {other && (
        <NumberInput
          {...form.getInputProps('durationMinutes')}
          onChange={(value) => form.setFieldValue('durationMinutes', Number(value))}
          aria-label={t('form.durationMinutes')}
          suffix={t('form.minutesSuffix')}
          min={1}
          max={LONGEST_MINUTES}
          step={5}
          allowDecimal={false}
          mt={4}
        />
      )}
    </Stack>
  )
}
