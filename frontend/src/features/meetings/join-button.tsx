import { Button, type ButtonProps } from '@mantine/core'
import { IconPlayerPlayFilled, IconVideo } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { useJoinLink } from '@/features/meetings/queries'
import { minutesBetween } from '@/lib/time'
import { notifyProblem } from '@/ui/notify'

/** From here on the button is the thing to press. */
const SOON_MINUTES = 20

export function isSoon(meeting: Meeting, now: string): boolean {
  return meeting.status === 'running' || minutesBetween(now, meeting.starts_at) <= SOON_MINUTES
}

interface JoinButtonProps extends Pick<ButtonProps, 'size' | 'fullWidth'> {
  meeting: Meeting
  now: string
  /** Filled also when it is not time yet. */
  prominent?: boolean
}

/**
 * Start for the host, join for everybody else. The link is asked for at the click and opens in a new tab; the tab is
 * opened before the answer, since a browser blocks windows that no click explains.
 */
export function JoinButton({ meeting, now, prominent = false, size = 'xs', fullWidth }: JoinButtonProps) {
  const { t } = useTranslation()
  const joinLink = useJoinLink()
  if (meeting.status !== 'planned' && meeting.status !== 'running') return null

  const open = () => {
    const tab = window.open('', '_blank')
    if (tab) tab.opener = null
    joinLink.mutate(meeting.id, {
      onSuccess: ({ url }) => {
        if (tab) tab.location.replace(url)
        else window.location.assign(url)
      },
      onError: (error) => {
        tab?.close()
        notifyProblem(error, t)
      },
    })
  }

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
      onClick={open}
      loading={joinLink.isPending}
      disabled={notThere}
      title={notThere ? t('meetings.notInZoomYet') : undefined}
      aria-label={`${action}: ${meeting.topic}`}
    >
      {action}
    </Button>
  )
}
