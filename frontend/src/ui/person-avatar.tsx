import { Avatar } from '@mantine/core'
import type { Ref } from '@/api/types'
import { initials } from '@/lib/format'

/** Dark enough for white initials in both themes. */
const SHADES = ['#24398f', '#053f2e', '#0b6b83', '#7d2c9c', '#ab1f43', '#8a4b00', '#3d4660']

/** The same person has the same colour everywhere. */
function shadeOf(id: string): string {
  const sum = Array.from(id).reduce((total, letter) => total + letter.charCodeAt(0), 0)
  return SHADES[sum % SHADES.length] ?? '#3d4660'
}

interface PersonAvatarProps {
  person: Ref
  size?: number
}

/** Decoration: the name stands beside it or is read out by whoever shows it. */
export function PersonAvatar({ person, size = 28 }: PersonAvatarProps) {
  return (
    <Avatar
      size={size}
      title={person.name}
      aria-hidden
      variant="filled"
      styles={{ placeholder: { backgroundColor: shadeOf(person.id), color: '#fff', fontSize: 10.5, fontWeight: 700 } }}
    >
      {initials(person.name)}
    </Avatar>
  )
}
