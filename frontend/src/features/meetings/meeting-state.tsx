import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { isSoon } from '@/features/meetings/join-button'
import { MeetingBadges } from '@/features/meetings/meeting-badges'

interface MeetingStateProps {
  meeting: Meeting
  now: string
}

/** How the meeting is; a plain word where no mark is needed. */
export function MeetingState({ meeting, now }: MeetingStateProps) {
  const { t } = useTranslation()
  if (meeting.status !== 'planned' || meeting.sync.state !== 'in_step') return <MeetingBadges meeting={meeting} />
  return isSoon(meeting, now) ? (
    <Text span fw={600} c="var(--mantine-color-anchor)">
      {t('list.soon')}
    </Text>
  ) : (
    <Text span c="dimmed">
      {t('status.planned')}
    </Text>
  )
}
