import { createFileRoute } from '@tanstack/react-router'
import { ClientOverview } from '@/features/directory/client-overview'
import { MeetingsDigest } from '@/features/meetings/meetings-digest'

export const Route = createFileRoute('/_staff/clients/$clientId/')({
  component: () => {
    const params = Route.useParams()
    return (
      <ClientOverview
        meetings={
          <MeetingsDigest
            scope={{ subject: { kind: 'client', id: params.clientId } }}
            all={{ to: '/clients/$clientId/zoom', params }}
          />
        }
      />
    )
  },
})
