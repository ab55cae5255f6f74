import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { clients } from '@/features/directory/clients'
import { DirectoryPage } from '@/features/directory/directory-page'

const route = getRouteApi('/_staff/clients')

export function ClientsPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <DirectoryPage
      noun={clients}
      search={search}
      onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false })}
      columns={[
        { label: t('directory.name'), cell: ({ name }) => name },
        { label: t('directory.email'), cell: ({ email }) => email },
        { label: t('directory.phone'), cell: ({ phone }) => phone },
        { label: t('directory.responsible'), cell: ({ responsible }) => responsible?.name },
        { label: t('directory.group'), cell: ({ client_group: group }) => group?.name },
      ]}
    />
  )
}
