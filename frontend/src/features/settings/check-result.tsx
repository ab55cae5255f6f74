import { List, Stack, Text } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { CheckStep, ConnectionCheck } from '@/api/types'
import classes from '@/features/settings/check-result.module.css'
import { codeText } from '@/lib/problem-text'

const MARKS = {
  ok: IconCircleCheck,
  warning: IconAlertTriangle,
  failed: IconCircleX,
  skipped: IconCircleDashed,
} as const

interface CheckResultProps {
  check: ConnectionCheck
}

/** The steps of the proof, in order, each with what is wrong and what to do about it. */
export function CheckResult({ check }: CheckResultProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.result} data-ok={check.ok || undefined} role="status">
      <Text fw={650} mb="sm">
        {check.ok ? t('settings.checkOk') : t('settings.checkFailed')}
      </Text>
      <ol className={classes.steps}>
        {check.steps.map((step) => (
          <Step key={step.key} step={step} />
        ))}
      </ol>
    </div>
  )
}

interface StepProps {
  step: CheckStep
}

function Step({ step }: StepProps) {
  const { t, i18n } = useTranslation()
  const Icon = MARKS[step.state]
  // The server's own sentence is English; a known code has one in the reader's language.
  const said =
    (step.code && codeText(step.code)) || (i18n.language === 'en' || step.state !== 'ok' ? step.detail : null)
  return (
    <li className={classes.step}>
      <span className={classes.mark} data-state={step.state}>
        <Icon size={19} role="img" aria-label={t(`checkStates.${step.state}`)} />
      </span>
      <Stack gap={2}>
        <Text fw={500}>{t(`checkSteps.${step.key}`)}</Text>
        {said && <Text c="dimmed">{said}</Text>}
        {step.missing_scopes && step.missing_scopes.length > 0 && (
          <List size="sm" spacing={2} aria-label={t('settings.missingScopes')}>
            {step.missing_scopes.map(({ scope, needed_to: purpose }) => (
              <List.Item key={scope}>
                <code>{scope}</code> {i18n.language === 'en' && `– ${purpose}`}
              </List.Item>
            ))}
          </List>
        )}
      </Stack>
    </li>
  )
}
