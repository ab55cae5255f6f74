import { Input, SegmentedControl, Text } from '@mantine/core'
import { useId } from 'react'

interface LabelledChoiceProps<Value extends string> {
  label: string
  value: Value
  options: readonly { value: Value; label: string }[]
  onChange: (value: Value) => void
  /** Told of what is chosen. */
  hint?: string
}

/** One of a few, side by side under their name. */
export function LabelledChoice<Value extends string>(props: LabelledChoiceProps<Value>) {
  const { label, value, options, onChange, hint } = props
  const id = useId()
  return (
    <div>
      <Input.Label component="div" id={id} mb={4}>
        {label}
      </Input.Label>
      <SegmentedControl fullWidth aria-labelledby={id} data={[...options]} value={value} onChange={onChange} />
      {hint && (
        <Text c="dimmed" fz={12} mt={6}>
          {hint}
        </Text>
      )}
    </div>
  )
}
