import { Button, Card, Skeleton, Text, Title } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Health } from '@/api/types'
import { HealthMark } from '@/features/health/health-mark'
import classes from '@/features/health/health-page.module.css'
import { QuarantinePart, QuotasPart, ServersPart, WorkPart } from '@/features/health/own-parts'
import { healthQuery } from '@/features/health/queries'
import { useWhen } from '@/features/health/use-when'
import {
  ClockPart,
  ComparisonPart,
  ConnectionPart,
  ScopesPart,
  TokenPart,
  WebhooksPart,
} from '@/features/health/zoom-parts'
import { ErrorState } from '@/ui/error-state'

const PARTS = [
  ConnectionPart,
  WebhooksPart,
  ComparisonPart,
  WorkPart,
  QuarantinePart,
  QuotasPart,
  TokenPart,
  ScopesPart,
  ClockPart,
  ServersPart,
]

/** How Parley is doing, each part with a plain sentence: what it means, and what to do. */
export function HealthPage() {
  const { data: health, error, refetch, isFetching } = useQuery(healthQuery)
  if (error && !health) {
    return (
      <Card>
        <ErrorState error={error} onRetry={() => void refetch()} />
      </Card>
    )
  }
  if (!health) return <HealthSkeleton />
  return (
    <>
      <Summary health={health} isFetching={isFetching} onRefresh={() => void refetch()} />
      <div className={classes.parts}>
        {PARTS.map((Part) => (
          <Part key={Part.name} health={health} />
        ))}
      </div>
    </>
  )
}

interface SummaryProps {
  health: Health
  isFetching: boolean
  onRefresh: () => void
}

function Summary({ health, isFetching, onRefresh }: SummaryProps) {
  const { t } = useTranslation()
  const when = useWhen()
  return (
    <Card p={{ base: 'md', sm: 'lg' }} mb="md" component="section" aria-label={t('health.title')}>
      <div className={classes.summary}>
        <HealthMark state={health.state} size={30} />
        <div role="status">
          <Title order={2}>{t(`health.summary.${health.state === 'off' ? 'ok' : health.state}`)}</Title>
          <Text c="dimmed" fz={13} className="tabular">
            {t('health.checked', { time: when.at(health.checked_at), version: health.version })}
          </Text>
        </div>
        <Button
          ml="auto"
          variant="default"
          leftSection={<IconRefresh size={16} aria-hidden />}
          loading={isFetching}
          onClick={onRefresh}
        >
          {t('health.refresh')}
        </Button>
      </div>
    </Card>
  )
}

function HealthSkeleton() {
  const { t } = useTranslation()
  return (
    <div role="status" aria-label={t('common.loading')}>
      <Skeleton h={86} mb="md" radius="lg" />
      <div className={classes.parts}>
        {PARTS.map((Part) => (
          <Skeleton key={Part.name} h={150} radius="lg" className={classes.part} />
        ))}
      </div>
    </div>
  )
}
