import { Anchor } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { StaffLink } from '@/features/directory/columns'
import { LeadStatus } from '@/features/directory/lead-status'
import { leads } from '@/features/directory/leads'
import { recordQuery } from '@/features/directory/noun'
import { Overview } from '@/features/directory/overview'
import { cardOf } from '@/lib/cards'
import { formatDate } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { dayOf, toWall } from '@/lib/time'
import { MailLink, PhoneLink } from '@/ui/reach-links'

const route = getRouteApi('/_staff/leads/$leadId/')

export function LeadOverview({ meetings }: { meetings: ReactNode }) {
  const { t, i18n } = useTranslation()
  const zone = useAccount().timezone
  const { leadId } = route.useParams()
  const { data: lead } = useSuspenseQuery(recordQuery(leads, leadId))
  const { status, company, email, phone, responsible, converted_client: client, created_at } = lead
  return (
    <Overview
      facts={[
        { name: t('directory.status'), value: <LeadStatus status={status} /> },
        ...(client
          ? [
              {
                name: t('cards.becameClient'),
                value: (
                  <Anchor inherit renderRoot={(props) => <Link {...cardOf('client', client.id)} {...props} />}>
                    {client.name}
                  </Anchor>
                ),
              },
            ]
          : []),
        { name: t('directory.company'), value: company },
        { name: t('directory.phone'), value: phone && <PhoneLink phone={phone} /> },
        { name: t('directory.email'), value: email && <MailLink email={email} /> },
        { name: t('directory.responsible'), value: responsible && <StaffLink person={responsible} /> },
        { name: t('cards.added'), value: formatDate(dayOf(toWall(created_at, zone)), i18n.language) },
      ]}
      beside={meetings}
    />
  )
}
