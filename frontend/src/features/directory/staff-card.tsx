import { Badge } from '@mantine/core'
import { IconInfoCircle, IconVideo } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CardLayout } from '@/features/directory/card-layout'
import { recordQuery } from '@/features/directory/noun'
import { staff } from '@/features/directory/staff'
import { PersonAvatar } from '@/ui/person-avatar'
import { MailLink } from '@/ui/reach-links'

const route = getRouteApi('/_staff/staff/$staffId')

interface CardProps {
  actions?: ReactNode
  children: ReactNode
}

export function StaffCard({ actions, children }: CardProps) {
  const { t } = useTranslation()
  const params = route.useParams()
  const { edit = false } = route.useSearch()
  const { data: person } = useSuspenseQuery(recordQuery(staff, params.staffId))
  return (
    <CardLayout
      noun={staff}
      record={person}
      mark={<PersonAvatar person={person} size={44} />}
      notes={[
        !person.is_active && <Badge color="gray">{t('directory.inactive')}</Badge>,
        person.position,
        person.team?.name,
        <MailLink key="email" email={person.email} />,
      ]}
      tabs={[
        { to: { to: '/staff/$staffId', params }, label: t('cards.overview'), icon: IconInfoCircle },
        { to: { to: '/staff/$staffId/zoom', params }, label: t('cards.zoom'), icon: IconVideo },
      ]}
      editing={edit}
      list="/staff"
      actions={actions}
    >
      {children}
    </CardLayout>
  )
}
