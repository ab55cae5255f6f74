import { Card, Progress, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Import } from '@/api/types'
import { useNumber } from '@/lib/use-number'

interface ImportProgressProps {
  one: Import
}

/** The rows are being taken over; the page may be left meanwhile. */
export function ImportProgress({ one }: ImportProgressProps) {
  const { t } = useTranslation()
  const number = useNumber()
  const done = Object.values(one.results).reduce((sum, count) => sum + count, 0)
  const percent = Math.round((done / one.rows_count) * 100)
  return (
    <Card p="lg" maw={760}>
      <Stack gap="sm">
        <Text fw={600} fz={16}>
          {t('imports.applying')}
        </Text>
        <Progress.Root size="lg">
          <Progress.Section value={percent} aria-label={t('imports.applying')} animated />
        </Progress.Root>
        <Text c="dimmed" className="tabular" aria-live="polite">
          {t('imports.progress', { done: number(done), total: number(one.rows_count) })}
        </Text>
        <Text c="dimmed">{t('imports.mayLeave')}</Text>
      </Stack>
    </Card>
  )
}
