import { Card, Group, Loader, Text, Title } from '@mantine/core'
import { IconUsers } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HostsSkeleton } from '@/features/settings/hosts-skeleton'
import { HostsTable } from '@/features/settings/hosts-table'
import { hostsQuery } from '@/features/settings/queries'
import { useMay } from '@/lib/session'
import { EmptyState } from '@/ui/empty-state'
import { ErrorState } from '@/ui/error-state'
import { SearchField } from '@/ui/search-field'

/** The account's Zoom users: who may host, whose user each is, and how much of the day's limit is used. */
export function HostsPage() {
  const { t } = useTranslation()
  const mayEdit = useMay('settings.edit')
  const [search, setSearch] = useState('')
  const { data: hosts, isFetching, error, refetch } = useQuery(hostsQuery(search))
  return (
    <Card component="section" aria-label={t('hosts.title')} p={{ base: 'md', sm: 'lg' }}>
      <Title order={2}>{t('hosts.title')}</Title>
      <Text c="dimmed">
        {t('hosts.hint')} {!mayEdit && t('hosts.readOnly')}
      </Text>
      <Group my="md" gap="sm">
        <SearchField value={search} onSearch={setSearch} label={t('hosts.search')} />
        {hosts && <Text c="dimmed">{t('hosts.count', { count: hosts.length })}</Text>}
        {hosts && isFetching && <Loader size="xs" aria-label={t('common.loading')} />}
      </Group>
      {error && !hosts && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!hosts && !error && <HostsSkeleton />}
      {hosts && hosts.length > 0 && <HostsTable hosts={hosts} mayEdit={mayEdit} />}
      {hosts?.length === 0 && (
        <EmptyState
          icon={<IconUsers size={26} aria-hidden />}
          title={search ? t('hosts.nothingFound') : t('hosts.empty')}
          text={search ? t('hosts.nothingFoundHint') : t('hosts.emptyHint')}
        />
      )}
      {hosts && hosts.length > 0 && (
        <Text c="dimmed" fz={13} mt="md">
          {t('hosts.quotaHint')}
        </Text>
      )}
    </Card>
  )
}
