import { createFileRoute } from '@tanstack/react-router'
import { ClientGroupOverview } from '@/features/directory/client-group-overview'
import { MeetingsDigest } from '@/features/meetings/meetings-digest'

export const Route = createFileRoute('/_staff/client-groups/$groupId/')({
  component: () => {
    const params = Route.useParams()
    return (
      <ClientGroupOverview
        meetings={
          <MeetingsDigest
            scope={{ subject: { kind: 'client_group', id: params.groupId } }}
            all={{ to: '/client-groups/$groupId/zoom', params }}
          />
        }
      />
    )
  },
})
