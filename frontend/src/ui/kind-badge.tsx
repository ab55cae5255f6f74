import { Badge } from '@mantine/core'
import { IconBolt, IconDoor, IconInfinity, IconRepeat } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'

const MARKS = {
  series: { icon: IconRepeat, color: 'brand' },
  no_fixed_time: { icon: IconInfinity, color: 'gray' },
  instant: { icon: IconBolt, color: 'gray' },
  personal_room: { icon: IconDoor, color: 'gray' },
} as const

interface KindBadgeProps {
  kind: Meeting['kind']
}

/** What makes a meeting different from one with one date, which needs no mark. */
export function KindBadge({ kind }: KindBadgeProps) {
  const { t } = useTranslation()
  if (kind === 'single') return null
  const { icon: Icon, color } = MARKS[kind]
  return (
    <Badge color={color} variant="light" leftSection={<Icon size={13} aria-hidden />}>
      {t(`kinds.${kind}`)}
    </Badge>
  )
}
