import { Button } from '@mantine/core'
import { IconInfoCircle, IconTransform, IconVideo } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Lead } from '@/api/types'
import { CardLayout } from '@/features/directory/card-layout'
import { ConvertLeadDialog } from '@/features/directory/convert-lead-dialog'
import { LeadStatus } from '@/features/directory/lead-status'
import { leads } from '@/features/directory/leads'
import { recordQuery } from '@/features/directory/noun'
import { useMay } from '@/lib/session'
import { MailLink, PhoneLink } from '@/ui/reach-links'
import { SubjectMark } from '@/ui/subject-mark'

const route = getRouteApi('/_staff/leads/$leadId')

interface CardProps {
  actions?: ReactNode
  children: ReactNode
}

export function LeadCard({ actions, children }: CardProps) {
  const { t } = useTranslation()
  const params = route.useParams()
  const { edit = false } = route.useSearch()
  const { data: lead } = useSuspenseQuery(recordQuery(leads, params.leadId))
  return (
    <CardLayout
      noun={leads}
      record={lead}
      mark={<SubjectMark kind="lead" size={44} />}
      notes={[
        <LeadStatus key="status" status={lead.status} />,
        lead.company,
        lead.responsible?.name,
        lead.phone && <PhoneLink phone={lead.phone} />,
        lead.email && <MailLink email={lead.email} />,
      ]}
      tabs={[
        { to: { to: '/leads/$leadId', params }, label: t('cards.overview'), icon: IconInfoCircle },
        { to: { to: '/leads/$leadId/zoom', params }, label: t('cards.zoom'), icon: IconVideo },
      ]}
      editing={edit}
      list="/leads"
      actions={
        <>
          <ConvertButton lead={lead} />
          {actions}
        </>
      }
    >
      {children}
    </CardLayout>
  )
}

/** Once only: what has become a client stays one. */
function ConvertButton({ lead }: { lead: Lead }) {
  const { t } = useTranslation()
  const navigate = route.useNavigate()
  const mayEdit = useMay('directory.edit')
  const [opened, setOpened] = useState(false)
  if (!mayEdit || lead.converted_client) return null
  return (
    <>
      <Button variant="default" leftSection={<IconTransform size={16} aria-hidden />} onClick={() => setOpened(true)}>
        {t('cards.convert')}
      </Button>
      <ConvertLeadDialog
        lead={lead}
        opened={opened}
        onClose={() => setOpened(false)}
        onConverted={({ id }) => void navigate({ to: '/clients/$clientId', params: { clientId: id } })}
      />
    </>
  )
}
