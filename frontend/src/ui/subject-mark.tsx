import { ThemeIcon } from '@mantine/core'
import { IconBuildingStore, IconTargetArrow, IconUser, IconUsersGroup } from '@tabler/icons-react'
import type { SubjectKind } from '@/api/types'

const MARKS = {
  client: { icon: IconBuildingStore, color: 'brand' },
  lead: { icon: IconTargetArrow, color: 'orange' },
  client_group: { icon: IconUsersGroup, color: 'teal' },
  none: { icon: IconUser, color: 'gray' },
} as const

interface SubjectMarkProps {
  kind: SubjectKind | 'none'
  size?: number
}

/** The little square that tells a client from a lead at a glance; the words beside it say the same. */
export function SubjectMark({ kind, size = 30 }: SubjectMarkProps) {
  const { icon: Icon, color } = MARKS[kind]
  return (
    <ThemeIcon variant="light" color={color} size={size} radius="md" aria-hidden>
      <Icon size={Math.round(size * 0.56)} stroke={1.8} />
    </ThemeIcon>
  )
}
