import { Group, Pagination, Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PAGE_SIZES, type Paging } from '@/lib/paging'
import { useNumber } from '@/lib/use-number'

interface PagerProps {
  page: number
  pageSize: number
  total: number
  /** False when there are more than were counted. */
  isExact?: boolean
  onChange: (change: Partial<Paging>) => void
}

/** Which rows are shown of how many, the page, and how long a page is. */
export function Pager({ page, pageSize, total, isExact = true, onChange }: PagerProps) {
  const { t } = useTranslation()
  const format = useNumber()
  const first = Math.min((page - 1) * pageSize + 1, total)
  return (
    <Group justify="space-between" px="md" py="sm" gap="sm" component="nav" aria-label={t('common.pages')}>
      <Group gap="sm">
        <Select
          aria-label={t('common.pageSize')}
          data={PAGE_SIZES.map(String)}
          value={String(pageSize)}
          onChange={(value) => onChange({ page: 1, page_size: PAGE_SIZES.find((size) => String(size) === value) })}
          allowDeselect={false}
          w={84}
          size="xs"
        />
        <Text c="dimmed" fz={13} className="tabular">
          {t(isExact ? 'common.shown' : 'common.shownOfMany', {
            from: first,
            to: Math.min(page * pageSize, total),
            total: format(total),
          })}
        </Text>
      </Group>
      {total > pageSize && (
        <Pagination
          value={page}
          onChange={(next) => onChange({ page: next })}
          total={Math.ceil(total / pageSize)}
          size="sm"
          siblings={1}
          getControlProps={(control) => ({
            'aria-label': control === 'next' ? t('common.nextPage') : t('common.previousPage'),
          })}
          getItemProps={(number) => ({ 'aria-label': t('common.pageNumber', { number }) })}
        />
      )}
    </Group>
  )
}
