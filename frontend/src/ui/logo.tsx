import { Group, Text } from '@mantine/core'

export function Logo() {
  return (
    <Group gap={10} wrap="nowrap">
      <img src="/favicon.svg" width={28} height={28} alt="" />
      <Text component="span" fz={18} fw={700} lh={1}>
        Parley
      </Text>
    </Group>
  )
}
