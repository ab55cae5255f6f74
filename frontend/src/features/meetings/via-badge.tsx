import { Badge } from '@mantine/core'
import { IconUser, IconUsersGroup } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'

/** In a client's card: the meeting is one of its contacts' or of its group's. */
export function ViaBadge({ meeting: { via } }: { meeting: Meeting }) {
  const { t } = useTranslation()
  if (!via) return null
  const Icon = via === 'contact' ? IconUser : IconUsersGroup
  return (
    <Badge color="gray" variant="light" leftSection={<Icon size={13} aria-hidden />}>
      {t(`cards.via.${via}`)}
    </Badge>
  )
}
