import { createFileRoute, Outlet } from '@tanstack/react-router'
import { readCardSearch } from '@/features/directory/card-search'
import { ClientGroupCard } from '@/features/directory/client-group-card'
import { clientGroups } from '@/features/directory/client-groups'
import { recordQuery } from '@/features/directory/noun'
import { CreateMeetingButton } from '@/features/meetings/create-meeting-button'

export const Route = createFileRoute('/_staff/client-groups/$groupId')({
  validateSearch: readCardSearch,
  loader: ({ context, params }) => context.queryClient.ensureQueryData(recordQuery(clientGroups, params.groupId)),
  component: () => (
    <ClientGroupCard
      actions={<CreateMeetingButton scope={{ subject: { kind: 'client_group', id: Route.useParams().groupId } }} />}
    >
      <Outlet />
    </ClientGroupCard>
  ),
})
