import { Group, Input, NumberInput, Text } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import type { MeetingRules } from '@/api/types'

const LONGEST_MINUTES = 120

interface BufferFieldsProps {
  form: UseFormReturnType<MeetingRules>
}

/** How long people and hosts must be free around a meeting. */
export function BufferFields({ form }: BufferFieldsProps) {
  const { t } = useTranslation()
  const field = (name: 'buffer_before_minutes' | 'buffer_after_minutes', label: string) => (
    <NumberInput
      {...form.getInputProps(name)}
      // An emptied field means no break.
      onChange={(value) => form.setFieldValue(name, Number(value))}
      label={label}
      min={0}
      max={LONGEST_MINUTES}
      step={5}
      clampBehavior="strict"
      allowDecimal={false}
      w={190}
    />
  )
  return (
    <div>
      <Input.Label component="div">{t('buffers.label')}</Input.Label>
      <Text c="dimmed" fz={12} mb={6}>
        {t('buffers.hint')}
      </Text>
      <Group gap="md" align="flex-end">
        {field('buffer_before_minutes', t('buffers.before'))}
        {field('buffer_after_minutes', t('buffers.after'))}
      </Group>
    </div>
  )
}
