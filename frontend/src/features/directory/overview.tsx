import { Card, Stack, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '@/features/directory/card-layout.module.css'
import { type Fact, Facts } from '@/ui/facts'

interface OverviewProps {
  facts: Fact[]
  /** What stands under the facts. */
  below?: ReactNode
  /** What stands beside them: the meetings, which are another feature's. */
  beside: ReactNode
}

/** The first tab of every card. */
export function Overview({ facts, below, beside }: OverviewProps) {
  const { t } = useTranslation()
  return (
    <div className={classes.columns}>
      <Stack gap="md">
        <Card p="lg" component="section" aria-label={t('cards.details')}>
          <Title order={2} mb="md">
            {t('cards.details')}
          </Title>
          <Facts facts={facts} />
        </Card>
        {below}
      </Stack>
      {beside}
    </div>
  )
}
