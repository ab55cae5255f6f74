import { Modal, Skeleton } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Export } from '@/api/types'
import { ExportForm } from '@/features/exports/export-form'
import { ExportProgress } from '@/features/exports/export-progress'
import { ExportWatcher } from '@/features/exports/export-watcher'
import { newestQuery } from '@/features/exports/queries'
import { useExportSource } from '@/lib/export-source'
import { useMay } from '@/lib/session'
import { EmptyState } from '@/ui/empty-state'
import { LinkButton } from '@/ui/link-button'

/** The dialog that the address opens over any list, and the watch over files that are being written. */
export function ExportDialog() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const isOpen = useSearch({ from: '/_staff', select: ({ dialog }) => dialog === 'export' })
  const [made, setMade] = useState<Export | null>(null)
  const mayExport = useMay('meetings.export')
  const close = () =>
    void navigate({ to: '.', search: (old) => ({ ...old, dialog: undefined }), replace: true, resetScroll: false })
  if (!mayExport) return null
  return (
    <>
      <Modal
        opened={isOpen}
        onClose={close}
        onExitTransitionEnd={() => setMade(null)}
        title={t('exports.title')}
        size={560}
        closeButtonProps={{ 'aria-label': t('common.close') }}
      >
        <DialogBody made={made} onMade={setMade} />
      </Modal>
      <ExportWatcher shownId={isOpen && made ? made.id : null} />
    </>
  )
}

interface DialogBodyProps {
  made: Export | null
  onMade: (made: Export | null) => void
}

function DialogBody({ made, onMade }: DialogBodyProps) {
  const { t } = useTranslation()
  const source = useExportSource()
  const { data: newest, isPending } = useQuery(newestQuery)
  if (made) {
    const current = newest?.items.find(({ id }) => id === made.id) ?? made
    return <ExportProgress made={current} onAgain={() => onMade(null)} />
  }
  if (source && isPending) return <Skeleton h={420} role="status" aria-label={t('common.loading')} />
  if (source) {
    const last = newest?.items.find(({ columns }) => columns.length > 0)
    return <ExportForm source={source} last={last} onMade={onMade} />
  }
  return (
    <EmptyState
      icon={<IconFileExport size={26} aria-hidden />}
      title={t('exports.title')}
      text={t('exports.nothingToExport')}
      action={<LinkButton to="/meetings">{t('exports.toMeetings')}</LinkButton>}
    />
  )
}
