import { Button, type ButtonProps, Popover } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from '@/features/meetings/meeting-filters.module.css'

interface FilterPopoverProps extends Pick<ButtonProps, 'leftSection'> {
  /** What is filtered by. */
  label: string
  /** Where the whole label is too long. */
  short?: string
  /** What is chosen, in words. */
  chosen?: string
  children: ReactNode
}

/** A filter that says what it is set to, and opens to be set. */
export function FilterPopover({ label, short = label, chosen, leftSection, children }: FilterPopoverProps) {
  return (
    <Popover position="bottom-start" width={312} trapFocus shadow="md">
      <Popover.Target>
        <Button
          variant="default"
          fw={chosen ? 600 : 400}
          className={classes.filter}
          data-set={Boolean(chosen) || undefined}
          leftSection={leftSection}
          rightSection={<IconChevronDown size={15} aria-hidden />}
          aria-label={chosen ? `${label}: ${chosen}` : label}
        >
          {chosen ?? short}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={label}>{children}</Popover.Dropdown>
    </Popover>
  )
}
