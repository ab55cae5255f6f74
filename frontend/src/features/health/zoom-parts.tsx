import { List } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Health } from '@/api/types'
import { HealthPart } from '@/features/health/health-part'
import { useWhen } from '@/features/health/use-when'
import { codeText } from '@/lib/problem-text'
import { Facts } from '@/ui/facts'

interface PartProps {
  health: Health
}

export function ConnectionPart({ health: { connection } }: PartProps) {
  const { t } = useTranslation()
  const when = useWhen()
  const said = connection.error_code && (codeText(connection.error_code) ?? connection.error)
  const facts = [
    { name: t('health.facts.answered'), value: when.both(connection.answered_at) },
    ...(connection.rests_since
      ? [
          { name: t('health.facts.restsSince'), value: when.both(connection.rests_since) },
          { name: t('health.facts.nextTry'), value: connection.next_try_at && when.at(connection.next_try_at) },
        ]
      : []),
    ...(said ? [{ name: t('health.facts.error'), value: said }] : []),
  ]
  return (
    <HealthPart
      title={t('health.parts.connection')}
      state={connection.state}
      sentence={t(`health.connection.${connection.code}`)}
    >
      {connection.code !== 'not_set_up' && <Facts facts={facts} />}
    </HealthPart>
  )
}

export function TokenPart({ health: { token } }: PartProps) {
  const { t } = useTranslation()
  const when = useWhen()
  return (
    <HealthPart title={t('health.parts.token')} state={token.state} sentence={t(`health.token.${token.code}`)}>
      {token.valid_until && (
        <Facts
          facts={[
            { name: t('health.facts.validUntil'), value: when.both(token.valid_until) },
            { name: t('health.facts.renewed'), value: when.both(token.renewed_at) },
          ]}
        />
      )}
    </HealthPart>
  )
}

export function ScopesPart({ health: { scopes } }: PartProps) {
  const { t } = useTranslation()
  const key = scopes.state === 'attention' ? 'broken' : scopes.state
  return (
    <HealthPart title={t('health.parts.scopes')} state={scopes.state} sentence={t(`health.scopes.${key}`)}>
      {scopes.missing.length > 0 && (
        <List size="sm" spacing={2} aria-label={t('health.facts.missing')}>
          {scopes.missing.map(({ scope }) => (
            <List.Item key={scope}>
              <code>{scope}</code>
            </List.Item>
          ))}
        </List>
      )}
    </HealthPart>
  )
}

export function ClockPart({ health: { clock } }: PartProps) {
  const { t } = useTranslation()
  const key = clock.state === 'attention' ? 'broken' : clock.state
  return (
    <HealthPart title={t('health.parts.clock')} state={clock.state} sentence={t(`health.clock.${key}`)}>
      {clock.difference_seconds !== null && (
        <Facts
          facts={[
            {
              name: t('health.facts.difference'),
              value: t('health.facts.seconds', { count: Math.abs(clock.difference_seconds) }),
            },
          ]}
        />
      )}
    </HealthPart>
  )
}

export function WebhooksPart({ health: { webhooks } }: PartProps) {
  const { t } = useTranslation()
  const when = useWhen()
  return (
    <HealthPart
      title={t('health.parts.webhooks')}
      state={webhooks.state}
      sentence={t(`health.webhooks.${webhooks.code}`)}
    >
      {webhooks.code !== 'no_secret' && (
        <Facts
          facts={[
            { name: t('health.facts.lastSeen'), value: when.both(webhooks.last_seen_at) },
            { name: t('health.facts.lastValidated'), value: when.both(webhooks.last_validated_at) },
          ]}
        />
      )}
    </HealthPart>
  )
}

export function ComparisonPart({ health: { comparison } }: PartProps) {
  const { t } = useTranslation()
  const when = useWhen()
  const said = comparison.error_code && (codeText(comparison.error_code) ?? comparison.error)
  return (
    <HealthPart
      title={t('health.parts.comparison')}
      state={comparison.state}
      sentence={t(`health.comparison.${comparison.code}`)}
    >
      <Facts
        facts={[
          { name: t('health.facts.finished'), value: when.both(comparison.finished_at) },
          { name: t('health.facts.next'), value: comparison.next_at && when.both(comparison.next_at) },
          ...(said ? [{ name: t('health.facts.error'), value: said }] : []),
        ]}
      />
    </HealthPart>
  )
}
