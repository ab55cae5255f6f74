import { Avatar, VisuallyHidden } from '@mantine/core'
import type { Ref } from '@/api/types'
import { PersonAvatar } from '@/ui/person-avatar'

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
