import { createFileRoute, Outlet } from '@tanstack/react-router'
import { readCardSearch } from '@/features/directory/card-search'
import { recordQuery } from '@/features/directory/noun'
import { staff } from '@/features/directory/staff'
import { StaffCard } from '@/features/directory/staff-card'
import { CreateMeetingButton } from '@/features/meetings/create-meeting-button'

export const Route = createFileRoute('/_staff/staff/$staffId')({
  validateSearch: readCardSearch,
  loader: ({ context, params }) => context.queryClient.ensureQueryData(recordQuery(staff, params.staffId)),
  component: () => (
    <StaffCard actions={<CreateMeetingButton scope={{ staff: Route.useParams().staffId }} />}>
      <Outlet />
    </StaffCard>
  ),
})
