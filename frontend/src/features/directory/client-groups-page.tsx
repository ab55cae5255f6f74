import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { clientGroups } from '@/features/directory/client-groups'
import { DirectoryPage } from '@/features/directory/directory-page'

const route = getRouteApi('/_staff/client-groups')

export function ClientGroupsPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <DirectoryPage
      noun={clientGroups}
      search={search}
      onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false })}
      columns={[
        { label: t('directory.name'), cell: ({ name }) => name },
        {
          label: t('directory.clientsCount'),
          cell: ({ clients_count: count }) => t('directory.clientsIn', { count }),
        },
      ]}
    />
  )
}
