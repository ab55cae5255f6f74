import { Badge } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { emailColumn } from '@/features/directory/columns'
import { DirectoryPage } from '@/features/directory/directory-page'
import { staff } from '@/features/directory/staff'
import { roleName } from '@/lib/role-name'

const route = getRouteApi('/_staff/staff/')

export function StaffPage() {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <DirectoryPage
      noun={staff}
      search={search}
      onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false })}
      columns={[
        { label: t('directory.personName'), sort: 'name', cell: ({ name }) => name },
        emailColumn(t),
        { label: t('directory.position'), cell: ({ position }) => position },
        { label: t('directory.team'), cell: ({ team }) => team?.name },
        { label: t('directory.role'), cell: ({ role }) => roleName(role, t) },
        {
          label: t('directory.status'),
          cell: ({ is_active: active }) => (
            <Badge color={active ? 'teal' : 'gray'}>{active ? t('directory.active') : t('directory.inactive')}</Badge>
          ),
        },
      ]}
    />
  )
}
