import { Button, Card, Group, Skeleton, Stack, Text, Title } from '@mantine/core'
import { IconArrowsExchange, IconPlus, IconRefreshDot } from '@tabler/icons-react'
import { type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { AdoptionRule } from '@/api/types'
import { adoptionRulesQuery, useApplyRules } from '@/features/adoption/queries'
import { RuleDialog } from '@/features/adoption/rule-dialog'
import { RuleRow } from '@/features/adoption/rule-row'
import classes from '@/features/adoption/rule-row.module.css'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { notifyDone, notifyProblem } from '@/ui/notify'

/** Whom meetings made in Zoom are about: the first rule that fits and finds somebody decides. */
export function RulesPage() {
  const { t } = useTranslation()
  const rules = useQuery(adoptionRulesQuery)
  const apply = useApplyRules()
  const [open, setOpen] = useState<AdoptionRule | 'new' | null>(null)
  const askAgain = () =>
    apply.mutate(undefined, {
      onSuccess: ({ meetings }) => notifyDone(t('adoption.applied', { count: meetings })),
      onError: (error) => notifyProblem(error, t),
    })
  return (
    <Card component="section" aria-label={t('adoption.title')} p={{ base: 'md', sm: 'lg' }}>
      <Title order={2}>{t('adoption.title')}</Title>
      <Text c="dimmed" maw={720}>
        {t('adoption.hint')}
      </Text>
      <Group my="md" gap="sm">
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
          {t('adoption.add')}
        </Button>
        {rules.data && rules.data.length > 0 && (
          <Button
            variant="default"
            leftSection={<IconRefreshDot size={16} aria-hidden />}
            loading={apply.isPending}
            onClick={askAgain}
          >
            {t('adoption.apply')}
          </Button>
        )}
      </Group>
      <RulesBody rules={rules} onEdit={setOpen} />
      <RuleDialog open={open} onClose={() => setOpen(null)} />
    </Card>
  )
}

interface RulesBodyProps {
  rules: UseQueryResult<AdoptionRule[]>
  onEdit: (rule: AdoptionRule) => void
}

/** Loading, failed, empty or full. */
function RulesBody({ rules, onEdit }: RulesBodyProps) {
  const { t } = useTranslation()
  if (rules.isError && !rules.data) return <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />
  if (!rules.data) {
    return (
      <Stack gap="md" role="status" aria-label={t('common.loading')}>
        <Skeleton h={72} />
        <Skeleton h={72} />
      </Stack>
    )
  }
  if (rules.data.length === 0) {
    return (
      <EmptyState
        icon={<IconArrowsExchange size={26} aria-hidden />}
        title={t('adoption.empty')}
        text={t('adoption.emptyHint')}
      />
    )
  }
  return (
    <ol className={classes.list}>
      {rules.data.map((rule) => (
        <RuleRow key={rule.id} rule={rule} count={rules.data.length} onEdit={() => onEdit(rule)} />
      ))}
    </ol>
  )
}
