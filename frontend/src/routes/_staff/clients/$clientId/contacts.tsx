import { useQuery } from '@tanstack/react-query'
import { createFileRoute, type SearchSchemaInput, stripSearchParams } from '@tanstack/react-router'
import { ClientContacts } from '@/features/directory/client-contacts'
import { DEFAULT_SEARCH, type DirectorySearch, readSearch } from '@/features/directory/search'
import { meetingQuery } from '@/features/meetings/queries'

interface ContactsSearch extends DirectorySearch {
  /** A meeting whose people are marked. */
  highlight?: string
}

export const Route = createFileRoute('/_staff/clients/$clientId/contacts')({
  validateSearch: (raw: Partial<ContactsSearch> & SearchSchemaInput): ContactsSearch => ({
    ...readSearch(raw),
    highlight: typeof raw.highlight === 'string' ? raw.highlight : undefined,
  }),
  search: { middlewares: [stripSearchParams(DEFAULT_SEARCH)] },
  component: () => {
    const { highlight = '' } = Route.useSearch()
    const { data: meeting } = useQuery({ ...meetingQuery(highlight), enabled: highlight !== '' })
    return <ClientContacts meeting={meeting} />
  },
})
