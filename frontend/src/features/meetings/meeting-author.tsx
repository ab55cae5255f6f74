import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { formatDayShort } from '@/lib/format'
import { dayOf, toWall } from '@/lib/time'
import { Marked } from '@/ui/marked'

interface MeetingAuthorProps {
  meeting: Meeting
  zone: string
  search: string
}

/** Who made the meeting, and on which day. */
export function MeetingAuthor({ meeting: { created_by: author, created_at: at }, zone, search }: MeetingAuthorProps) {
  const { t, i18n } = useTranslation()
  return (
    <>
      <Text truncate title={author.name}>
        {author.kind === 'zoom' ? t('meetings.fromZoom') : <Marked text={author.name} search={search} />}
      </Text>
      <Text c="dimmed" fz={13} truncate>
        {formatDayShort(dayOf(toWall(at, zone)), i18n.language)}
      </Text>
    </>
  )
}
