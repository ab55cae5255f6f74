import { Card, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface SettingsCardProps {
  title: string
  hint?: string
  children: ReactNode
}

export function SettingsCard({ title, hint, children }: SettingsCardProps) {
  return (
    <Card component="section" aria-label={title} p={{ base: 'md', sm: 'lg' }} mb="md" style={{ overflow: 'visible' }}>
      <Title order={2}>{title}</Title>
      {hint && <Text c="dimmed">{hint}</Text>}
      <Stack gap="md" mt="md">
        {children}
      </Stack>
    </Card>
  )
}
