import { createFileRoute, stripSearchParams } from '@tanstack/react-router'
import { CardMeetings } from '@/features/meetings/card-meetings'
import { CARD_DEFAULTS, readCardSearch } from '@/features/meetings/card-search'

export const Route = createFileRoute('/_staff/staff/$staffId/zoom')({
  validateSearch: readCardSearch,
  search: { middlewares: [stripSearchParams(CARD_DEFAULTS)] },
  component: () => {
    const navigate = Route.useNavigate()
    return (
      <CardMeetings
        scope={{ staff: Route.useParams().staffId }}
        search={Route.useSearch()}
        onSearch={(change) => void navigate({ search: (old) => ({ ...old, ...change }), resetScroll: false })}
      />
    )
  },
})
