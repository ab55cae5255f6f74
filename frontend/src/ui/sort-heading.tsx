import { Table, UnstyledButton } from '@mantine/core'
import { IconArrowDown, IconArrowsSort, IconArrowUp } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import classes from '@/ui/sort-heading.module.css'

interface SortHeadingProps<Key extends string> {
  by: Key
  sort: Key | `-${Key}` | string
  onSort: (sort: Key | `-${Key}`) => void
  className?: string
  children: ReactNode
}

const ICONS = { ascending: IconArrowUp, descending: IconArrowDown, none: IconArrowsSort } as const

/** A column's heading that puts the rows in its order, and at the second click in the opposite one. */
export function SortHeading<Key extends string>({ by, sort, onSort, className, children }: SortHeadingProps<Key>) {
  const order = sort === by ? 'ascending' : sort === `-${by}` ? 'descending' : 'none'
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
