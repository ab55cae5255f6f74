import { Button, type ButtonProps } from '@mantine/core'
import { IconPlayerPlayFilled, IconVideo } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { useOpenLink } from '@/features/meetings/use-open-link'
import { isAtAnyTime } from '@/lib/kinds'
import { minutesBetween } from '@/lib/time'

/** From here on the button is the thing to press. */
const SOON_MINUTES = 20

export function isSoon(meeting: Meeting, now: string): boolean {
  if (isAtAnyTime(meeting)) return meeting.status === 'running'
  return meeting.status === 'running' || minutesBetween(now, meeting.starts_at) <= SOON_MINUTES
}

interface JoinButtonProps extends Pick<ButtonProps, 'size' | 'fullWidth'> {
  meeting: Meeting
  now: string
  /** Filled also when it is not time yet. */
  prominent?: boolean
}

/** Start for the host, join for everybody else. */
export function JoinButton({ meeting, now, prominent = false, size = 'xs', fullWidth }: JoinButtonProps) {
  const { t } = useTranslation()
  const { open, isOpening } = useOpenLink()
  if (meeting.status !== 'planned' && meeting.status !== 'running') return null

  const action = meeting.can.start ? t('meetings.start') : t('meetings.join')
  const Icon = meeting.can.start ? IconPlayerPlayFilled : IconVideo
  const notThere = meeting.zoom_meeting_id === null
  return (
    <Button
      size={size}
      fullWidth={fullWidth}
      color={meeting.status === 'running' ? 'teal' : 'brand'}
      variant={prominent || isSoon(meeting, now) ? 'filled' : 'light'}
      leftSection={<Icon size={16} aria-hidden />}
      onClick={() => open(meeting.id)}
      loading={isOpening}
      disabled={notThere}
      title={notThere ? t('meetings.notInZoomYet') : undefined}
      aria-label={`${action}: ${meeting.topic}`}
    >
      {action}
    </Button>
  )
}
