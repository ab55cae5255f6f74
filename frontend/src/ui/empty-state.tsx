import { Stack, Text, ThemeIcon } from '@mantine/core'
import type { ReactNode } from 'react'

interface EmptyStateProps {
  icon: ReactNode
  title: string
  text: string
  /** What to do next. */
  action?: ReactNode
}

export function EmptyState({ icon, title, text, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap={6} px="md" py={56} ta="center">
      <ThemeIcon variant="light" size={52} radius="xl" mb={8}>
        {icon}
      </ThemeIcon>
      <Text fw={650} fz={16}>
        {title}
      </Text>
      <Text c="dimmed" maw={420}>
        {text}
      </Text>
      {action && <div style={{ marginTop: 12 }}>{action}</div>}
    </Stack>
  )
}
