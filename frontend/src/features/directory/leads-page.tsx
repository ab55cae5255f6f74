import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { addedColumn, emailColumn, phoneColumn, responsibleColumn } from '@/features/directory/columns'
import { DirectoryPage } from '@/features/directory/directory-page'
import { LeadStatus } from '@/features/directory/lead-status'
import { leads } from '@/features/directory/leads'
import { useAccount } from '@/lib/session'

const route = getRouteApi('/_staff/leads/')

export function LeadsPage({ actions }: { actions?: ReactNode }) {
  const { t, i18n } = useTranslation()
  const zone = useAccount().timezone
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <DirectoryPage
      noun={leads}
      search={search}
      onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false })}
      actions={actions}
      columns={[
        { label: t('directory.personName'), sort: 'name', cell: ({ name }) => name },
        { label: t('directory.company'), cell: ({ company }) => company },
        emailColumn(t),
        phoneColumn(t),
        { label: t('directory.status'), cell: ({ status }) => <LeadStatus status={status} /> },
        responsibleColumn(t),
        addedColumn(t, i18n.language, zone),
      ]}
    />
  )
}
