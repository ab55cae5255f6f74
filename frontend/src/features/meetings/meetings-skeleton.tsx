import { Group, Skeleton, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g']

/** Rows of the same height as the real ones, so that nothing jumps when they come. */
export function MeetingsSkeleton() {
  const { t } = useTranslation()
  return (
    <Stack gap={0} role="status" aria-label={t('common.loading')}>
      {ROWS.map((row) => (
        <Group key={row} wrap="nowrap" px="md" py={12} gap={32} style={{ borderTop: '1px solid var(--app-line)' }}>
          <Stack gap={6} w={100}>
            <Skeleton h={14} />
            <Skeleton h={10} w="50%" />
          </Stack>
          <Stack gap={6} flex={1}>
            <Skeleton h={14} w="60%" />
            <Skeleton h={10} w="35%" />
          </Stack>
          <Skeleton h={28} w={180} visibleFrom="sm" />
          <Skeleton h={30} w={92} />
        </Group>
      ))}
    </Stack>
  )
}
