import type { TFunction } from 'i18next'
import type { SyncRun } from '@/api/types'

const FOUND = ['new', 'changed', 'moved', 'cancelled', 'suspected'] as const

/** "3 new, 1 moved, 12 unchanged" */
export function runSummary({ counts }: SyncRun, t: TFunction): string {
  const found = FOUND.filter((kind) => counts[kind] > 0).map((kind) => t(`refresh.${kind}`, { count: counts[kind] }))
  if (found.length === 0 && counts.failed === 0) return t('refresh.nothing')
  const rest = counts.unchanged > 0 ? [t('refresh.unchanged', { count: counts.unchanged })] : []
  const failed = counts.failed > 0 ? [t('refresh.failed', { count: counts.failed })] : []
  return `${t('refresh.done')}: ${[...found, ...rest, ...failed].join(', ')}`
}
