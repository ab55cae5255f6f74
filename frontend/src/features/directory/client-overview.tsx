import { Anchor } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { clients } from '@/features/directory/clients'
import { StaffLink } from '@/features/directory/columns'
import { contacts } from '@/features/directory/contacts'
import { recordQuery } from '@/features/directory/noun'
import { Overview } from '@/features/directory/overview'
import { RecordPreview } from '@/features/directory/record-preview'
import { formatDate } from '@/lib/format'
import { LOCALE_NAMES } from '@/lib/i18n'
import { useAccount } from '@/lib/session'
import { dayOf, nowInstant, toWall } from '@/lib/time'
import { zoneLabel } from '@/lib/zones'
import { MailLink, PhoneLink } from '@/ui/reach-links'

const route = getRouteApi('/_staff/clients/$clientId/')

export function ClientOverview({ meetings }: { meetings: ReactNode }) {
  const { t, i18n } = useTranslation()
  const zone = useAccount().timezone
  const params = route.useParams()
  const { data: client } = useSuspenseQuery(recordQuery(clients, params.clientId))
  const { email, phone, responsible, client_group: group, timezone, locale, created_at } = client
  return (
    <Overview
      facts={[
        { name: t('directory.phone'), value: phone && <PhoneLink phone={phone} /> },
        { name: t('directory.email'), value: email && <MailLink email={email} /> },
        { name: t('directory.responsible'), value: responsible && <StaffLink person={responsible} /> },
        {
          name: t('directory.group'),
          value: group && (
            <Anchor
              inherit
              renderRoot={(props) => <Link to="/client-groups/$groupId" params={{ groupId: group.id }} {...props} />}
            >
              {group.name}
            </Anchor>
          ),
        },
        { name: t('directory.zone'), value: timezone && zoneLabel(timezone, nowInstant(), t) },
        { name: t('directory.locale'), value: locale && LOCALE_NAMES[locale] },
        { name: t('cards.added'), value: formatDate(dayOf(toWall(created_at, zone)), i18n.language) },
      ]}
      below={
        <RecordPreview
          noun={contacts}
          fixed={{ client_id: client.id }}
          noteOf={(contact) => contact.email ?? contact.phone}
          all={{ to: '/clients/$clientId/contacts', params }}
        />
      }
      beside={meetings}
    />
  )
}
