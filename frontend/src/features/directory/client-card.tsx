import { IconAddressBook, IconInfoCircle, IconVideo } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CardLayout } from '@/features/directory/card-layout'
import { clients } from '@/features/directory/clients'
import { recordQuery } from '@/features/directory/noun'
import { MailLink, PhoneLink } from '@/ui/reach-links'
import { SubjectMark } from '@/ui/subject-mark'

const route = getRouteApi('/_staff/clients/$clientId')

interface CardProps {
  actions?: ReactNode
  children: ReactNode
}

export function ClientCard({ actions, children }: CardProps) {
  const { t } = useTranslation()
  const params = route.useParams()
  const { edit = false } = route.useSearch()
  const { data: client } = useSuspenseQuery(recordQuery(clients, params.clientId))
  return (
    <CardLayout
      noun={clients}
      record={client}
      mark={<SubjectMark kind="client" size={44} />}
      notes={[
        client.responsible?.name,
        client.client_group?.name,
        client.phone && <PhoneLink phone={client.phone} />,
        client.email && <MailLink email={client.email} />,
      ]}
      tabs={[
        { to: { to: '/clients/$clientId', params }, label: t('cards.overview'), icon: IconInfoCircle },
        { to: { to: '/clients/$clientId/zoom', params }, label: t('cards.zoom'), icon: IconVideo },
        { to: { to: '/clients/$clientId/contacts', params }, label: t('cards.contacts'), icon: IconAddressBook },
      ]}
      editing={edit}
      list="/clients"
      actions={actions}
    >
      {children}
    </CardLayout>
  )
}
