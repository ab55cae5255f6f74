import { ActionIcon, Tooltip } from '@mantine/core'
import { IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { SyncRun } from '@/api/types'
import { formatDistance } from '@/lib/format'

interface RefreshButtonProps {
  run: SyncRun | null
  now: string
  isBusy: boolean
  onStart: () => void
}

/** Compares with Zoom; says when that was done last. */
export function RefreshButton({ run, now, isBusy, onStart }: RefreshButtonProps) {
  const { t, i18n } = useTranslation()
  const when = () => {
    if (isBusy) return t('refresh.running')
    if (!run?.finished_at) return t('refresh.never')
    const ago = formatDistance(now, run.finished_at, i18n.language)
    return t(run.state === 'failed' ? 'refresh.failedAgo' : 'refresh.seen', { ago })
  }
  return (
    <Tooltip label={when()}>
      <ActionIcon
        variant="default"
        size={36}
        aria-label={t('refresh.start')}
        aria-description={when()}
        onClick={onStart}
        loading={isBusy}
      >
        <IconRefresh size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
