import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { clientGroups } from '@/features/directory/client-groups'
import { clients } from '@/features/directory/clients'
import { recordQuery } from '@/features/directory/noun'
import { Overview } from '@/features/directory/overview'
import { RecordPreview } from '@/features/directory/record-preview'
import { formatDate } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { dayOf, toWall } from '@/lib/time'

const route = getRouteApi('/_staff/client-groups/$groupId/')

export function ClientGroupOverview({ meetings }: { meetings: ReactNode }) {
  const { t, i18n } = useTranslation()
  const zone = useAccount().timezone
  const { groupId } = route.useParams()
  const { data: group } = useSuspenseQuery(recordQuery(clientGroups, groupId))
  return (
    <Overview
      facts={[
        { name: t('directory.clientsCount'), value: t('directory.clientsIn', { count: group.clients_count }) },
        { name: t('cards.added'), value: formatDate(dayOf(toWall(group.created_at, zone)), i18n.language) },
      ]}
      below={
        <RecordPreview
          noun={clients}
          fixed={{ client_group_id: groupId }}
          noteOf={(client) => client.responsible?.name ?? client.email}
          all={{ to: '/clients', search: { client_group_id: groupId } }}
        />
      }
      beside={meetings}
    />
  )
}
