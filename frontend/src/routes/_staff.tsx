import { createFileRoute, redirect, type SearchSchemaInput } from '@tanstack/react-router'
import { StaffShell } from '@/app/staff-shell'
import { type ExportDialogSearch, readExportDialog } from '@/features/exports/dialog-search'
import { ExportDialog } from '@/features/exports/export-dialog'
import { AddParticipantDialog } from '@/features/participants/add-participant-dialog'
import { type ParticipantSearch, readParticipantSearch } from '@/features/participants/search'
import { sessionQuery } from '@/lib/session'

/** Dialogs that may stand over any page; one at a time. */
interface StaffSearch extends Omit<ParticipantSearch, 'dialog'> {
  dialog?: ParticipantSearch['dialog'] | ExportDialogSearch['dialog']
}

function readSearch(raw: Record<string, unknown> & SearchSchemaInput): StaffSearch {
  return { ...readParticipantSearch(raw), ...readExportDialog(raw) }
}

export const Route = createFileRoute('/_staff')({
  validateSearch: readSearch,
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (!session) throw redirect({ to: '/sign-in', search: { next: location.href }, replace: true })
    if (session.account.kind === 'contact') throw redirect({ to: '/portal', replace: true })
    return { account: session.account, permissions: session.permissions }
  },
  component: StaffPages,
})

/** Whatever the page, people can be added to a meeting over it, and what its list finds can be exported. */
function StaffPages() {
  return (
    <>
      <StaffShell />
      <AddParticipantDialog />
      <ExportDialog />
    </>
  )
}
