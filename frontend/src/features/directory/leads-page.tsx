import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DirectoryPage } from '@/features/directory/directory-page'
import { leads } from '@/features/directory/leads'

const route = getRouteApi('/_staff/leads')

export function LeadsPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <DirectoryPage
      noun={leads}
      search={search}
      onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false })}
      columns={[
        { label: t('directory.personName'), cell: ({ name }) => name },
        { label: t('directory.company'), cell: ({ company }) => company },
        { label: t('directory.email'), cell: ({ email }) => email },
        { label: t('directory.phone'), cell: ({ phone }) => phone },
        { label: t('directory.status'), cell: ({ status }) => t(`leadStatus.${status}`) },
        { label: t('directory.responsible'), cell: ({ responsible }) => responsible?.name },
      ]}
    />
  )
}
