import { createFileRoute } from '@tanstack/react-router'
import { StaffOverview } from '@/features/directory/staff-overview'
import { MeetingsDigest } from '@/features/meetings/meetings-digest'

export const Route = createFileRoute('/_staff/staff/$staffId/')({
  component: () => {
    const params = Route.useParams()
    return (
      <StaffOverview
        meetings={<MeetingsDigest scope={{ staff: params.staffId }} all={{ to: '/staff/$staffId/zoom', params }} />}
      />
    )
  },
})
