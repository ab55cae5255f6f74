import { IconUpload } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { ImportKind } from '@/api/types'
import { useMay } from '@/lib/session'
import { LinkButton } from '@/ui/link-button'

interface ImportButtonProps {
  kind: ImportKind
}

/** The way from a list to importing into it, for those who may. */
export function ImportButton({ kind }: ImportButtonProps) {
  const { t } = useTranslation()
  if (!useMay('directory.edit')) return null
  return (
    <LinkButton
      to="/imports/new"
      search={{ kind }}
      variant="default"
      leftSection={<IconUpload size={17} aria-hidden />}
    >
      {t('imports.import')}
    </LinkButton>
  )
}
