import { Badge } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck, IconCloudUpload, IconLink, IconUserX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Participant } from '@/api/types'
import { formatDistance } from '@/lib/format'
import { useNow } from '@/lib/use-now'

const MARKS = {
  waiting: { icon: IconCloudUpload, color: 'brand' },
  registered: { icon: IconCircleCheck, color: 'teal' },
  link_only: { icon: IconLink, color: 'gray' },
  refused: { icon: IconAlertTriangle, color: 'red' },
  withdrawn: { icon: IconUserX, color: 'gray' },
} as const

interface ParticipantProps {
  participant: Participant
}

export function ParticipantState({ participant: { state } }: ParticipantProps) {
  const { t } = useTranslation()
  const { icon: Icon, color } = MARKS[state]
  return (
    <Badge color={color} leftSection={<Icon size={13} aria-hidden />}>
      {t(`participants.states.${state}`)}
    </Badge>
  )
}

/** Why somebody is not simply registered, and what comes next; nothing when there is nothing to say. */
export function useReason({ reason_code: code, reason, retry_at: retryAt }: Participant): string | null {
  const { t, i18n } = useTranslation()
  const now = useNow()
  if (code === null) return null
  const said = code === 'zoom_refused' && reason ? reason : t(`participants.reasons.${code}`)
  return retryAt ? `${said} ${t('participants.retryAt', { time: formatDistance(now, retryAt, i18n.language) })}` : said
}
