import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import classes from '@/ui/page-header.module.css'

interface PageHeaderProps {
  title: string
  /** One quiet line under the title; it is announced when it changes. */
  note?: ReactNode
  /** Stands before the title, e.g. a way back. */
  before?: ReactNode
  children?: ReactNode
}

export function PageHeader({ title, note, before, children }: PageHeaderProps) {
  return (
    <header className={classes.header}>
      <title>{`${title} · Parley`}</title>
      <Group gap={14} wrap="nowrap" align="flex-start" className={classes.about}>
        {before}
        <Stack gap={2} miw={0}>
          <Title order={1} className={classes.title}>
            {title}
          </Title>
          {note && (
            <Text c="dimmed" className="tabular" aria-live="polite">
              {note}
            </Text>
          )}
        </Stack>
      </Group>
      {children && <div className={classes.actions}>{children}</div>}
    </header>
  )
}
