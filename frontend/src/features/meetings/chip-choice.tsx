import { Chip, Group, Input } from '@mantine/core'
import classes from '@/features/meetings/meeting-filters.module.css'

interface ChipChoiceProps<Value extends string> {
  label: string
  options: readonly Value[]
  nameOf: (value: Value) => string
  chosen: readonly string[]
  onToggle: (value: Value, on: boolean) => void
}

/** A handful of values, each on or off. */
export function ChipChoice<Value extends string>({ label, options, nameOf, chosen, onToggle }: ChipChoiceProps<Value>) {
  return (
    <fieldset className={classes.set} aria-label={label}>
      <Input.Label component="div" mb={6}>
        {label}
      </Input.Label>
      <Group gap={6}>
        {options.map((value) => (
          <Chip key={value} size="xs" checked={chosen.includes(value)} onChange={(on) => onToggle(value, on)}>
            {nameOf(value)}
          </Chip>
        ))}
      </Group>
    </fieldset>
  )
}
