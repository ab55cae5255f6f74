import { createFileRoute, Outlet } from '@tanstack/react-router'
import { readCardSearch } from '@/features/directory/card-search'
import { ClientCard } from '@/features/directory/client-card'
import { clients } from '@/features/directory/clients'
import { recordQuery } from '@/features/directory/noun'
import { CreateMeetingButton } from '@/features/meetings/create-meeting-button'

export const Route = createFileRoute('/_staff/clients/$clientId')({
  validateSearch: readCardSearch,
  loader: ({ context, params }) => context.queryClient.ensureQueryData(recordQuery(clients, params.clientId)),
  component: () => (
    <ClientCard
      actions={<CreateMeetingButton scope={{ subject: { kind: 'client', id: Route.useParams().clientId } }} />}
    >
      <Outlet />
    </ClientCard>
  ),
})
