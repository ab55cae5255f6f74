import { Group, Skeleton, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const ROWS = ['a', 'b', 'c', 'd', 'e']

export function HostsSkeleton() {
  const { t } = useTranslation()
  return (
    <Stack gap={0} role="status" aria-label={t('common.loading')}>
      {ROWS.map((row) => (
        <Group key={row} wrap="nowrap" py={12} gap={24} style={{ borderTop: '1px solid var(--app-line)' }}>
          <Stack gap={6} flex={1}>
            <Skeleton h={14} w="60%" />
            <Skeleton h={10} w="80%" />
          </Stack>
          <Skeleton h={34} w={190} visibleFrom="sm" />
          <Skeleton h={20} w={110} />
          <Skeleton h={22} w={44} radius="xl" />
        </Group>
      ))}
    </Stack>
  )
}
