import { Alert, Button, Group, Progress, Stack, Text, ThemeIcon } from '@mantine/core'
import { IconAlertCircle, IconCheck, IconDownload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Export } from '@/api/types'
import { factsOf } from '@/features/exports/facts'
import { fileUrl, isPending } from '@/features/exports/queries'
import { codeText } from '@/lib/problem-text'
import { useAccount } from '@/lib/session'

interface ExportProgressProps {
  made: Export
  /** Makes another one. */
  onAgain: () => void
}

/** How far a file is, and the file itself once it is there. */
export function ExportProgress({ made, onAgain }: ExportProgressProps) {
  const { t } = useTranslation()
  const { timezone } = useAccount()
  if (isPending(made)) return <Writing made={made} />
  if (made.state !== 'ready') {
    const reason = made.error_code && codeText(made.error_code)
    return (
      <Stack>
        <Alert color="red" role="alert" icon={<IconAlertCircle aria-hidden />} title={t('exports.failed')}>
          {reason || made.error_text || t('problems.export_expired')}
        </Alert>
        <Group justify="flex-end">
          <Button onClick={onAgain}>{t('common.retry')}</Button>
        </Group>
      </Stack>
    )
  }
  return (
    <Stack align="center" gap="xs" py="md" ta="center" role="status">
      <ThemeIcon size={52} radius="xl" variant="light" color="teal">
        <IconCheck size={26} aria-hidden />
      </ThemeIcon>
      <Text fw={650} fz={16}>
        {t('exports.ready')}
      </Text>
      <Text c="dimmed" className="tabular">
        {factsOf(made, timezone, t).join(' · ')}
      </Text>
      <Group mt="sm" justify="center">
        <Button variant="default" onClick={onAgain}>
          {t('exports.another')}
        </Button>
        <Button component="a" href={fileUrl(made)} download leftSection={<IconDownload size={17} aria-hidden />}>
          {t('exports.download')}
        </Button>
      </Group>
      <Text c="dimmed" fz={12}>
        {t('exports.downloaded')}
      </Text>
    </Stack>
  )
}

function Writing({ made }: { made: Export }) {
  const { t, i18n } = useTranslation()
  const { rows_done: done, rows_total: total, error_code: code } = made
  const number = new Intl.NumberFormat(i18n.language)
  return (
    <Stack gap="sm" py="md">
      <Group justify="space-between" role="status">
        <Text fw={650}>{t('exports.writing')}</Text>
        <Text c="dimmed" className="tabular">
          {total === null
            ? t('exports.counting')
            : t('exports.progress', { done: number.format(done), total: number.format(total) })}
        </Text>
      </Group>
      <Progress
        value={total ? (100 * done) / total : 100}
        animated={!total}
        size="lg"
        aria-label={t('exports.writing')}
      />
      {code && <Text c="var(--app-warning-text)">{t('exports.retrying')}</Text>}
      <Text c="dimmed">{t('exports.waitingLong')}</Text>
    </Stack>
  )
}
