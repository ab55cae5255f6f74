import { Anchor } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Client } from '@/api/types'
import { clients } from '@/features/directory/clients'
import { addedColumn, emailColumn, phoneColumn, responsibleColumn } from '@/features/directory/columns'
import { DirectoryPage } from '@/features/directory/directory-page'
import type { Column } from '@/features/directory/noun'
import { useAccount } from '@/lib/session'
import { LinkButton } from '@/ui/link-button'

const route = getRouteApi('/_staff/clients/')

export function ClientsPage({ actions }: { actions?: ReactNode }) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const group = search.client_group_id
  return (
    <DirectoryPage
      noun={clients}
      search={search}
      onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false })}
      columns={useClientColumns()}
      actions={
        <>
          {actions}
          {group && (
            <LinkButton variant="default" to="/client-groups/$groupId" params={{ groupId: group }}>
              {t('cards.toGroup')}
            </LinkButton>
          )}
        </>
      }
    />
  )
}

function useClientColumns(): Column<Client>[] {
  const { t, i18n } = useTranslation()
  const zone = useAccount().timezone
  return [
    { label: t('directory.name'), sort: 'name', cell: ({ name }) => name },
    emailColumn(t),
    phoneColumn(t),
    responsibleColumn(t),
    {
      label: t('directory.group'),
      filter: 'client_group_id',
      cell: ({ client_group: group }) =>
        group && (
          <Anchor
            c="inherit"
            inherit
            renderRoot={(props) => <Link to="/client-groups/$groupId" params={{ groupId: group.id }} {...props} />}
          >
            {group.name}
          </Anchor>
        ),
    },
    addedColumn(t, i18n.language, zone),
  ]
}
