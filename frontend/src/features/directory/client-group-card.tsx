import { IconInfoCircle, IconVideo } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { CardLayout } from '@/features/directory/card-layout'
import { clientGroups } from '@/features/directory/client-groups'
import { recordQuery } from '@/features/directory/noun'
import { SubjectMark } from '@/ui/subject-mark'

const route = getRouteApi('/_staff/client-groups/$groupId')

interface CardProps {
  actions?: ReactNode
  children: ReactNode
}

export function ClientGroupCard({ actions, children }: CardProps) {
  const { t } = useTranslation()
  const params = route.useParams()
  const { edit = false } = route.useSearch()
  const { data: group } = useSuspenseQuery(recordQuery(clientGroups, params.groupId))
  return (
    <CardLayout
      noun={clientGroups}
      record={group}
      mark={<SubjectMark kind="client_group" size={44} />}
      notes={[t('directory.clientsIn', { count: group.clients_count })]}
      tabs={[
        { to: { to: '/client-groups/$groupId', params }, label: t('cards.overview'), icon: IconInfoCircle },
        { to: { to: '/client-groups/$groupId/zoom', params }, label: t('cards.zoom'), icon: IconVideo },
      ]}
      editing={edit}
      list="/client-groups"
      actions={actions}
    >
      {children}
    </CardLayout>
  )
}
