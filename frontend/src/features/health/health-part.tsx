import { Badge, Card, Group, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { HealthState } from '@/api/types'
import { HealthMark } from '@/features/health/health-mark'
import classes from '@/features/health/health-page.module.css'

const COLORS = { ok: 'teal', attention: 'orange', broken: 'red', off: 'gray' } as const

interface HealthPartProps {
  title: string
  state: HealthState
  /** What it means, and what to do. */
  sentence: string
  children?: ReactNode
}

export function HealthPart({ title, state, sentence, children }: HealthPartProps) {
  const { t } = useTranslation()
  return (
    <Card component="section" aria-label={title} p={{ base: 'md', sm: 'lg' }} className={classes.part}>
      <Group gap={10} wrap="nowrap" mb={6}>
        <HealthMark state={state} />
        <Title order={2} fz={16}>
          {title}
        </Title>
        <Badge color={COLORS[state]} ml="auto" style={{ flex: 'none' }}>
          {t(`health.states.${state}`)}
        </Badge>
      </Group>
      <Text c={state === 'ok' || state === 'off' ? 'dimmed' : undefined}>{sentence}</Text>
      {children && <div className={classes.details}>{children}</div>}
    </Card>
  )
}
