import { Progress, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { SyncRun } from '@/api/types'
import classes from '@/features/meetings/refresh-progress.module.css'

interface RefreshProgressProps {
  run: SyncRun
}

/** How far a comparison with Zoom is. */
export function RefreshProgress({ run: { progress, error } }: RefreshProgressProps) {
  const { t } = useTranslation()
  const { hosts_done: done, hosts_total: total, meetings_seen: seen } = progress
  const facts = [
    total > 0 && t('refresh.hosts', { done, total }),
    seen > 0 && t('refresh.meetings', { count: seen }),
    error,
  ]
  return (
    <div className={classes.progress} role="status">
      <Text fz={13}>{[t('refresh.running'), ...facts].filter(Boolean).join(' · ')}</Text>
      <Progress
        value={total > 0 ? (100 * done) / total : 0}
        size={4}
        aria-label={t('refresh.running')}
        animated={total === 0}
      />
    </div>
  )
}
