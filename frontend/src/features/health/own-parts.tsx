import { Button, Code, Group, Text } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Health, QuarantinedWork } from '@/api/types'
import { HealthMark } from '@/features/health/health-mark'
import classes from '@/features/health/health-page.module.css'
import { HealthPart } from '@/features/health/health-part'
import { useRetryWork } from '@/features/health/queries'
import { useWhen } from '@/features/health/use-when'
import { notifyDone, notifyProblem } from '@/ui/notify'

const OF_MEETINGS = new Set(['adoption.adopt', 'meetings.push', 'participants.push'])

interface PartProps {
  health: Health
}

/** What the reader calls this work; a kind of a later release keeps its own name. */
function useKindName() {
  const { t } = useTranslation()
  return (kind: string) => t(`health.kinds.${kind.replace('.', '_')}`, { defaultValue: kind })
}

export function WorkPart({ health: { work } }: PartProps) {
  const { t } = useTranslation()
  const nameOf = useKindName()
  const when = useWhen()
  const waiting = work.kinds.filter(({ waiting: count }) => count > 0)
  return (
    <HealthPart title={t('health.parts.work')} state={work.state} sentence={t(`health.work.${work.code}`)}>
      {waiting.length > 0 && (
        <ul className={classes.rows}>
          {waiting.map(({ kind, waiting: count, oldest_asked_at: oldest }) => (
            <li key={kind} className={classes.row}>
              <span>{nameOf(kind)}</span>
              <Text span c="dimmed" className="tabular">
                {t('health.queue.waiting', { count })}
                {oldest && ` · ${t('health.queue.oldest', { ago: when.ago(oldest) })}`}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </HealthPart>
  )
}

export function QuarantinePart({ health: { quarantine } }: PartProps) {
  const { t } = useTranslation()
  const key = quarantine.items.length > 0 ? 'broken' : 'ok'
  return (
    <HealthPart title={t('health.parts.quarantine')} state={quarantine.state} sentence={t(`health.quarantine.${key}`)}>
      {quarantine.items.length > 0 && (
        <ul className={classes.rows}>
          {quarantine.items.map((item) => (
            <QuarantineRow key={item.kind + item.object_id} item={item} />
          ))}
        </ul>
      )}
    </HealthPart>
  )
}

function QuarantineRow({ item }: { item: QuarantinedWork }) {
  const { t } = useTranslation()
  const name = useKindName()(item.kind)
  const when = useWhen()
  const retry = useRetryWork()
  const start = () =>
    retry.mutate(item, {
      onSuccess: () => notifyDone(t('health.retried')),
      onError: (error) => notifyProblem(error, t),
    })
  return (
    <li className={classes.row}>
      <div>
        <Text fw={500}>{name}</Text>
        <Text c="dimmed" fz={13}>
          {t('health.since', { time: when.at(item.finished_at ?? item.asked_at) })}
          {OF_MEETINGS.has(item.kind) && (
            <>
              {' · '}
              <Link to="/meetings/$meetingId" params={{ meetingId: item.object_id }}>
                {t('health.open')}
              </Link>
            </>
          )}
        </Text>
        {item.error_text && <Code>{item.error_text}</Code>}
      </div>
      <Button
        variant="default"
        leftSection={<IconRefresh size={16} aria-hidden />}
        aria-label={t('health.retryOf', { name })}
        loading={retry.isPending}
        onClick={start}
      >
        {t('health.retry')}
      </Button>
    </li>
  )
}

export function QuotasPart({ health: { quotas } }: PartProps) {
  const { t } = useTranslation()
  const when = useWhen()
  const key = quotas.state === 'attention' ? 'attention' : 'ok'
  return (
    <HealthPart title={t('health.parts.quotas')} state={quotas.state} sentence={t(`health.quotas.${key}`)}>
      {quotas.hosts.length > 0 && (
        <ul className={classes.rows}>
          {quotas.hosts.map(({ host, used, limit, runs_out_at: end }) => (
            <li key={host.id} className={classes.row}>
              <span>{host.name}</span>
              <Text span c={end ? 'var(--app-warning-text)' : 'dimmed'} className="tabular">
                {t('health.quota.used', { used, limit })}
                {end &&
                  ` · ${used >= limit ? t('health.quota.gone') : t('health.quota.runsOut', { time: when.at(end) })}`}
              </Text>
            </li>
          ))}
        </ul>
      )}
    </HealthPart>
  )
}

export function ServersPart({ health: { servers } }: PartProps) {
  const { t } = useTranslation()
  const worst = (['broken', 'attention'] as const).find((state) => servers.some((server) => server.state === state))
  return (
    <HealthPart title={t('health.parts.servers')} state={worst ?? 'ok'} sentence={t(`health.servers.${worst ?? 'ok'}`)}>
      <ul className={classes.rows}>
        {servers.map(({ key, state }) => (
          <li key={key} className={classes.row}>
            <span>{t(`health.server.${key}`)}</span>
            <Group gap={6} wrap="nowrap">
              <HealthMark state={state} size={17} />
              <Text span c="dimmed">
                {t(`health.states.${state}`)}
              </Text>
            </Group>
          </li>
        ))}
      </ul>
    </HealthPart>
  )
}
