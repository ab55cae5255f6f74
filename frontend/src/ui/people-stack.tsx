import { Avatar, VisuallyHidden } from '@mantine/core'
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

function PersonAvatar({ person, size = 28 }: PersonAvatarProps) {
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

interface PeopleStackProps {
  people: Ref[]
  /** More than this many are counted. */
  limit?: number
}

export function PeopleStack({ people, limit = 4 }: PeopleStackProps) {
  const hidden = people.length - limit
  return (
    <div>
      <Avatar.Group spacing={5}>
        {people.slice(0, limit).map((person) => (
          <PersonAvatar key={person.id} person={person} />
        ))}
        {hidden > 0 && (
          <Avatar size={28} aria-hidden title={people.map(({ name }) => name).join(', ')}>
            +{hidden}
          </Avatar>
        )}
      </Avatar.Group>
      <VisuallyHidden>{people.map(({ name }) => name).join(', ')}</VisuallyHidden>
    </div>
  )
}
