import { createFileRoute } from '@tanstack/react-router'
import { NewImportPage } from '@/features/imports/new-import-page'
import { readNewSearch } from '@/features/imports/search'

export const Route = createFileRoute('/_staff/imports/new')({
  validateSearch: readNewSearch,
  component: NewImportPage,
})
