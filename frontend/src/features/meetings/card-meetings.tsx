import { Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { CreateMeetingButton } from '@/features/meetings/create-meeting-button'
import { digestQuery } from '@/features/meetings/digest'
import { MeetingsPanel } from '@/features/meetings/meetings-panel'
import type { MeetingSearch, MeetingsScope } from '@/features/meetings/search'
import { formatDate } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { dayOf, toWall } from '@/lib/time'

interface CardMeetingsProps {
  scope: MeetingsScope
  search: MeetingSearch
  onSearch: (change: Partial<MeetingSearch>) => void
}

/** The Zoom tab of a card: the list of meetings, fixed to what the card is about. */
export function CardMeetings({ scope, search, onSearch }: CardMeetingsProps) {
  return (
    <>
      <Totals scope={scope} />
      <MeetingsPanel
        scope={scope}
        search={search}
        onSearch={onSearch}
        createButton={<CreateMeetingButton scope={scope} />}
      />
    </>
  )
}

/** "3 to come · 12 held, the last on May 14, 2026" */
function Totals({ scope }: { scope: MeetingsScope }) {
  const { t, i18n } = useTranslation()
  const account = useAccount()
  const { data } = useQuery(digestQuery(account, scope))
  if (!data) return null
  const { upcoming, past } = data
  const last = past.items[0]
  const lastDay = last && formatDate(dayOf(toWall(last.starts_at, account.timezone)), i18n.language)
  return (
    <Text c="dimmed" mb="sm" className="tabular" aria-live="polite">
      {[
        t('cards.toCome', { count: upcoming.total }),
        lastDay && `${t('cards.held', { count: past.total })}, ${t('cards.lastOn', { day: lastDay })}`,
      ]
        .filter(Boolean)
        .join(' · ')}
    </Text>
  )
}
