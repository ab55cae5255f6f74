import { IconMapOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '@/ui/empty-state'
import { LinkButton } from '@/ui/link-button'

export function NotFound() {
  const { t } = useTranslation()
  return (
    <EmptyState
      icon={<IconMapOff size={26} aria-hidden />}
      title={t('notFound.title')}
      text={t('notFound.text')}
      action={<LinkButton to="/">{t('notFound.home')}</LinkButton>}
    />
  )
}
