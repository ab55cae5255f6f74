import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useContactColumns } from '@/features/directory/contact-columns'
import { contacts } from '@/features/directory/contacts'
import { DirectoryPage } from '@/features/directory/directory-page'

const route = getRouteApi('/_staff/contacts')

export function ContactsPage({ actions }: { actions?: ReactNode }) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  return (
    <DirectoryPage
      noun={contacts}
      search={search}
      onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false })}
      columns={useContactColumns()}
      actions={actions}
    />
  )
}
