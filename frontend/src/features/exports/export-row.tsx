import { Anchor, Badge, Group, Progress, Stack, Text, ThemeIcon } from '@mantine/core'
import {
  IconCalendarEvent,
  IconDownload,
  IconFileSpreadsheet,
  IconFileTypeCsv,
  type TablerIcon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Export } from '@/api/types'
import classes from '@/features/exports/export-row.module.css'
import { factsOf } from '@/features/exports/facts'
import { fileUrl, isPending } from '@/features/exports/queries'
import { formatDayShort, formatTime } from '@/lib/format'
import { codeText } from '@/lib/problem-text'
import { dayOf, toWall } from '@/lib/time'

const ICONS: Record<Export['format'], TablerIcon> = {
  xlsx: IconFileSpreadsheet,
  csv: IconFileTypeCsv,
  ics: IconCalendarEvent,
}
const COLORS: Record<Export['state'], string> = {
  waiting: 'gray',
  running: 'brand',
  ready: 'teal',
  failed: 'red',
  expired: 'gray',
}

interface ExportRowProps {
  made: Export
  zone: string
}

/** One export: what it is, how far it is, and its file. */
export function ExportRow({ made, zone }: ExportRowProps) {
  const { t, i18n } = useTranslation()
  const Icon = ICONS[made.format]
  const asked = `${formatDayShort(dayOf(toWall(made.created_at, zone)), i18n.language)}, ${formatTime(made.created_at, zone)}`
  return (
    <li className={classes.row}>
      <ThemeIcon variant="light" size={40} radius="md" color={made.state === 'ready' ? 'brand' : 'gray'}>
        <Icon size={22} stroke={1.6} aria-hidden />
      </ThemeIcon>
      <Stack gap={2} className={classes.text}>
        <Group gap="xs">
          <Text fw={600} className={classes.name}>
            {made.file_name}
          </Text>
          <Badge variant="light" color={COLORS[made.state]}>
            {t(`exports.states.${made.state}`)}
          </Badge>
        </Group>
        <Text c="dimmed" fz={13} className="tabular">
          {[asked, ...detailsOf(made)].join(' · ')}
        </Text>
        {isPending(made) && (
          <Progress
            mt={4}
            value={made.rows_total ? (100 * made.rows_done) / made.rows_total : 100}
            animated={!made.rows_total}
            aria-label={t('exports.writing')}
          />
        )}
      </Stack>
      {made.state === 'ready' && (
        <Anchor
          href={fileUrl(made)}
          download
          className={classes.download}
          aria-label={t('exports.downloadName', { name: made.file_name })}
        >
          <IconDownload size={18} aria-hidden />
          <span className={classes.word}>{t('exports.download')}</span>
        </Anchor>
      )}
    </li>
  )

  function detailsOf(shown: Export): string[] {
    if (shown.state === 'ready') return factsOf(shown, zone, t)
    const reason = shown.error_code && (codeText(shown.error_code) ?? shown.error_text)
    return reason ? [reason] : []
  }
}
