import { ActionIcon } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

/** To where the reader came from; whoever came by a link from outside gets to the meetings. */
export function BackButton() {
  const { t } = useTranslation()
  const router = useRouter()
  const back = () => (router.history.canGoBack() ? router.history.back() : void router.navigate({ to: '/meetings' }))
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('common.back')} onClick={back}>
      <IconArrowLeft size={20} aria-hidden />
    </ActionIcon>
  )
}
