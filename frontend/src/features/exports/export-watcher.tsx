import { Button, Group } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Export } from '@/api/types'
import { fileUrl, isPending, newestQuery } from '@/features/exports/queries'
import { codeText } from '@/lib/problem-text'
import { notifyRefused } from '@/ui/notify'

interface ExportWatcherProps {
  /** The export that is shown anyway. */
  shownId: string | null
}

/** Says when a file is ready, wherever the reader is by then, also after the page was loaded anew. */
export function ExportWatcher({ shownId }: ExportWatcherProps) {
  const { t } = useTranslation()
  const { data: newest } = useQuery(newestQuery)
  const pending = useRef<ReadonlySet<string>>(new Set())
  useEffect(() => {
    if (!newest) return
    for (const made of newest.items) {
      if (pending.current.has(made.id) && !isPending(made) && made.id !== shownId) tell(made, t)
    }
    pending.current = new Set(newest.items.filter(isPending).map(({ id }) => id))
  }, [newest, shownId, t])
  return null
}

function tell(made: Export, t: TFunction): void {
  if (made.state !== 'ready') {
    notifyRefused((made.error_code && codeText(made.error_code)) || made.error_text || t('exports.failed'), t)
    return
  }
  const id = `export-${made.id}`
  notifications.show({
    id,
    title: t('exports.ready'),
    color: 'teal',
    autoClose: false,
    closeButtonProps: { 'aria-label': t('common.close') },
    message: (
      <Group justify="space-between" mt={4}>
        {t('exports.rowsCount', { count: made.rows_done })}
        <Button
          component="a"
          href={fileUrl(made)}
          download
          size="compact-md"
          leftSection={<IconDownload size={15} aria-hidden />}
          onClick={() => notifications.hide(id)}
        >
          {t('exports.download')}
        </Button>
      </Group>
    ),
  })
}
