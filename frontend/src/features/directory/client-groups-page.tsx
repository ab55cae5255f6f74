import { Anchor } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { clientGroups } from '@/features/directory/client-groups'
import { addedColumn } from '@/features/directory/columns'
import { DirectoryPage } from '@/features/directory/directory-page'
import { useAccount } from '@/lib/session'

const route = getRouteApi('/_staff/client-groups/')

export function ClientGroupsPage() {
  const { t, i18n } = useTranslation()
  const zone = useAccount().timezone
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <DirectoryPage
      noun={clientGroups}
      search={search}
      onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false })}
      columns={[
        { label: t('directory.name'), sort: 'name', cell: ({ name }) => name },
        {
          label: t('directory.clientsCount'),
          cell: ({ id, clients_count: count }) => (
            <Anchor inherit renderRoot={(props) => <Link to="/clients" search={{ client_group_id: id }} {...props} />}>
              {t('directory.clientsIn', { count })}
            </Anchor>
          ),
        },
        addedColumn(t, i18n.language, zone),
      ]}
    />
  )
}
