import { createFileRoute, stripSearchParams } from '@tanstack/react-router'
import { contacts } from '@/features/directory/contacts'
import { ContactsPage } from '@/features/directory/contacts-page'
import { listQuery } from '@/features/directory/noun'
import { DEFAULT_SEARCH, readSearch } from '@/features/directory/search'
import { ImportButton } from '@/features/imports/import-button'

export const Route = createFileRoute('/_staff/contacts')({
  validateSearch: readSearch,
  search: { middlewares: [stripSearchParams(DEFAULT_SEARCH)] },
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.queryClient.prefetchQuery(listQuery(contacts, deps)),
  component: () => <ContactsPage actions={<ImportButton kind="contacts" />} />,
})
