import { createFileRoute } from '@tanstack/react-router'
import { LeadOverview } from '@/features/directory/lead-overview'
import { MeetingsDigest } from '@/features/meetings/meetings-digest'

export const Route = createFileRoute('/_staff/leads/$leadId/')({
  component: () => {
    const params = Route.useParams()
    return (
      <LeadOverview
        meetings={
          <MeetingsDigest
            scope={{ subject: { kind: 'lead', id: params.leadId } }}
            all={{ to: '/leads/$leadId/zoom', params }}
          />
        }
      />
    )
  },
})
