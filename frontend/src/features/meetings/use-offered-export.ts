import { useMemo } from 'react'
import type { Account, MeetingsPage } from '@/api/types'
import { type MeetingSearch, type MeetingsScope, sortOf, toFilters } from '@/features/meetings/search'
import type { Selection } from '@/features/meetings/use-selection'
import { useOfferExport } from '@/lib/export-source'

/** The list that is shown, as the dialog of exports wants to know it. */
export function useOfferedExport(
  search: MeetingSearch,
  reader: Account,
  scope: MeetingsScope,
  page: MeetingsPage | undefined,
  selection: Selection,
): void {
  const key = JSON.stringify([search, scope])
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what search and scope say
  const filters = useMemo(() => ({ ...toFilters(search, reader, scope), sort: sortOf(search) }), [key, reader])
  useOfferExport({
    filters,
    total: page?.total,
    totalIsExact: page?.total_is_exact ?? false,
    selectedIds: selection.meetings.map(({ id }) => id),
  })
}
