import { Table, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import type { Sort } from '@/features/meetings/search'
import classes from '@/features/meetings/sort-heading.module.css'

interface SortHeadingProps {
  by: 'starts_at' | 'created_at'
  sort: Sort
  onSort: (sort: Sort) => void
  className?: string
  children: ReactNode
}

const ICONS = { ascending: IconArrowUp, descending: IconArrowDown, none: IconArrowsSort } as const

/** A column's heading that puts the rows in its order, and at the second click in the opposite one. */
export function SortHeading({ by, sort, onSort, className, children }: SortHeadingProps) {
  const orders = { [by]: 'ascending', [`-${by}`]: 'descending' } as const
  const order = orders[sort as keyof typeof orders] ?? 'none'
  const Icon = ICONS[order]
  return (
    <Table.Th className={className} aria-sort={order}>
      <UnstyledButton className={classes.button} onClick={() => onSort(order === 'ascending' ? `-${by}` : by)}>
        {children}
        <Icon size={14} className={classes.icon} data-order={order} aria-hidden />
      </UnstyledButton>
    </Table.Th>
  )
}
