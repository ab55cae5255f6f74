import { createFileRoute, Outlet } from '@tanstack/react-router'
import { readCardSearch } from '@/features/directory/card-search'
import { LeadCard } from '@/features/directory/lead-card'
import { leads } from '@/features/directory/leads'
import { recordQuery } from '@/features/directory/noun'
import { CreateMeetingButton } from '@/features/meetings/create-meeting-button'

export const Route = createFileRoute('/_staff/leads/$leadId')({
  validateSearch: readCardSearch,
  loader: ({ context, params }) => context.queryClient.ensureQueryData(recordQuery(leads, params.leadId)),
  component: () => (
    <LeadCard actions={<CreateMeetingButton scope={{ subject: { kind: 'lead', id: Route.useParams().leadId } }} />}>
      <Outlet />
    </LeadCard>
  ),
})
