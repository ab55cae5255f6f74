import { Anchor, Button, Card, Chip, Group, Text } from '@mantine/core'
import { IconArrowRight } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Import } from '@/api/types'
import { refusedAddress, rowsQuery, useApply, useChangeMapping, useForget } from '@/features/imports/queries'
import { RowsTable } from '@/features/imports/rows-table'
import { VERDICTS } from '@/features/imports/search'
import { useNumber } from '@/lib/use-number'
import { ErrorState } from '@/ui/error-state'
import { notifyProblem } from '@/ui/notify'
import { Pager } from '@/ui/pager'

const route = getRouteApi('/_staff/imports/$importId')
const ALL = 'all'

interface ImportCheckProps {
  one: Import
}

/** The second step: what each column is, and what would become of each row. */
export function ImportCheck({ one }: ImportCheckProps) {
  const { t } = useTranslation()
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const rows = useQuery(rowsQuery(one, search))
  const mapping = useChangeMapping(one.id)
  const change = (fields: (string | null)[]) => mapping.mutate(fields, { onError: (error) => notifyProblem(error, t) })
  const look = (next: Partial<typeof search>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), resetScroll: false })
  return (
    <Card>
      <VerdictFilter one={one} chosen={search.verdict} onChoose={(verdict) => look({ verdict, page: 1 })} />
      {rows.isError && !rows.data && <ErrorState error={rows.error} onRetry={() => void rows.refetch()} />}
      <RowsTable
        columns={one.columns}
        fields={one.fields}
        rows={rows.data?.items}
        isBusy={rows.isPlaceholderData || mapping.isPending}
        onMapping={change}
      />
      {rows.data && rows.data.total > 10 && (
        <Pager page={search.page} pageSize={search.page_size} total={rows.data.total} onChange={look} />
      )}
      <ApplyBar one={one} isBusy={mapping.isPending} />
    </Card>
  )
}

interface VerdictFilterProps extends ImportCheckProps {
  chosen: Import['preview'][number]['verdict'] | undefined
  onChoose: (verdict: VerdictFilterProps['chosen']) => void
}

function VerdictFilter({ one, chosen, onChoose }: VerdictFilterProps) {
  const { t } = useTranslation()
  const number = useNumber()
  return (
    <Chip.Group value={chosen ?? ALL} onChange={(value) => onChoose(VERDICTS.find((verdict) => verdict === value))}>
      <Group gap={8} p="md" role="radiogroup" aria-label={t('imports.show')}>
        <Chip value={ALL} size="sm" variant="light">
          {t('imports.all')} {number(one.rows_count)}
        </Chip>
        {VERDICTS.map((verdict) => (
          <Chip key={verdict} value={verdict} size="sm" variant="light" color={verdict === 'error' ? 'red' : undefined}>
            {t(`imports.verdicts.${verdict}`)} {number(one.counts[verdict])}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  )
}

function ApplyBar({ one, isBusy }: ImportCheckProps & { isBusy: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const apply = useApply(one.id)
  const forget = useForget(one.id)
  const wanted = one.counts.new + one.counts.update
  const onError = (error: unknown) => notifyProblem(error, t)
  const again = () => void navigate({ to: '/imports/new', search: { kind: one.kind }, replace: true })
  return (
    <Group justify="space-between" gap="sm" p="md" style={{ borderTop: '1px solid var(--app-line)' }}>
      <Text c="dimmed" aria-live="polite">
        {wanted === 0 && t('imports.nothing')}{' '}
        {one.counts.error > 0 && t('imports.errorsStayOut', { count: one.counts.error })}{' '}
        {one.counts.error > 0 && (
          <Anchor href={refusedAddress(one.id)} download underline="always">
            {t('imports.downloadErrors')}
          </Anchor>
        )}
      </Text>
      <Group gap="sm">
        <Button
          variant="default"
          loading={forget.isPending}
          onClick={() => forget.mutate(undefined, { onSuccess: again, onError })}
        >
          {t('imports.otherFile')}
        </Button>
        <Button
          loading={apply.isPending}
          disabled={wanted === 0 || isBusy}
          rightSection={<IconArrowRight size={16} aria-hidden />}
          onClick={() => apply.mutate(undefined, { onError })}
        >
          {t('imports.apply', { count: wanted })}
        </Button>
      </Group>
    </Group>
  )
}
