import { Badge } from '@mantine/core'
import {
  IconAlertTriangle,
  IconArrowsDiff,
  IconCircleX,
  IconClockHour4,
  IconCloudUpload,
  IconGhost,
  IconHelpHexagon,
} from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import classes from '@/features/meetings/meeting-badges.module.css'
import { syncWhy } from '@/features/meetings/sync-words'
import { KindBadge } from '@/ui/kind-badge'

export const SYNC_MARKS = {
  waiting: { icon: IconCloudUpload, color: 'brand' },
  in_doubt: { icon: IconHelpHexagon, color: 'orange' },
  refused: { icon: IconAlertTriangle, color: 'red' },
  different: { icon: IconArrowsDiff, color: 'orange' },
  missing: { icon: IconGhost, color: 'red' },
} as const

const STATUS_MARKS = {
  ended: { icon: IconClockHour4, color: 'gray' },
  cancelled: { icon: IconCircleX, color: 'gray' },
  missing: { icon: IconGhost, color: 'red' },
} as const

interface MeetingProps {
  meeting: Meeting
}

function StatusBadge({ meeting: { status } }: MeetingProps) {
  const { t } = useTranslation()
  if (status === 'planned') return null
  if (status === 'running') {
    return (
      <span className={classes.live}>
        <span className={classes.dot} aria-hidden />
        {t('status.running')}
      </span>
    )
  }
  const { icon: Icon, color } = STATUS_MARKS[status]
  return (
    <Badge color={color} variant="light" leftSection={<Icon size={13} aria-hidden />}>
      {t(`status.${status}`)}
    </Badge>
  )
}

/** Only when something is to be said: a meeting in step with Zoom needs no mark. */
function SyncBadge({ meeting: { sync, status } }: MeetingProps) {
  const { t } = useTranslation()
  if (sync.state === 'in_step' || status === 'missing') return null
  const { icon: Icon, color } = SYNC_MARKS[sync.state]
  return (
    <Badge color={color} variant="light" title={syncWhy(sync, t)} leftSection={<Icon size={13} aria-hidden />}>
      {t(`sync.${sync.state}`)}
    </Badge>
  )
}

/** How the meeting is, and how it stands with Zoom. */
export function MeetingBadges({ meeting }: MeetingProps) {
  return (
    <>
      <StatusBadge meeting={meeting} />
      <KindBadge kind={meeting.kind} />
      <SyncBadge meeting={meeting} />
    </>
  )
}
