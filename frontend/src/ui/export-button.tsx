import { ActionIcon, Button, Tooltip } from '@mantine/core'
import { IconFileExport } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useMay } from '@/lib/session'

interface ExportButtonProps {
  /** With its word beside the icon. */
  labelled?: boolean
}

/** Opens the dialog of exports by the address, so that Back closes it; only for those who may. */
export function ExportButton({ labelled = false }: ExportButtonProps) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const mayExport = useMay('meetings.export')
  const open = () => void navigate({ to: '.', search: (old) => ({ ...old, dialog: 'export' }), resetScroll: false })
  if (!mayExport) return null
  if (labelled) {
    return (
      <Button size="xs" variant="default" leftSection={<IconFileExport size={16} aria-hidden />} onClick={open}>
        {t('exports.open')}
      </Button>
    )
  }
  return (
    <Tooltip label={t('exports.open')}>
      <ActionIcon variant="default" size={36} aria-label={t('exports.open')} onClick={open}>
        <IconFileExport size={18} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
