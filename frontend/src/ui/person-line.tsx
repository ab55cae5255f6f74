import { Group, Text } from '@mantine/core'
import type { Ref } from '@/api/types'
import { PersonAvatar } from '@/ui/person-avatar'

interface PersonLineProps {
  person: Ref
  note?: string
}

/** One person of a list. */
export function PersonLine({ person, note }: PersonLineProps) {
  return (
    <Group component="li" gap={10} wrap="nowrap">
      <PersonAvatar person={person} />
      <div style={{ minWidth: 0 }}>
        <Text truncate>{person.name}</Text>
        {note && (
          <Text c="dimmed" fz={13} truncate>
            {note}
          </Text>
        )}
      </div>
    </Group>
  )
}
