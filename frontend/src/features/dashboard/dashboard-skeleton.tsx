import { SimpleGrid, Skeleton, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Of the same shape as what comes. */
export function DashboardSkeleton() {
  const { t } = useTranslation()
  return (
    <Stack gap="md" role="status" aria-label={t('common.loading')}>
      <SimpleGrid cols={{ base: 2, md: 4 }} spacing="md">
        <Skeleton h={112} radius="lg" />
        <Skeleton h={112} radius="lg" />
        <Skeleton h={112} radius="lg" />
        <Skeleton h={112} radius="lg" />
      </SimpleGrid>
      <Skeleton h={300} radius="lg" />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Skeleton h={240} radius="lg" />
        <Skeleton h={240} radius="lg" />
      </SimpleGrid>
    </Stack>
  )
}
