import type { Meeting } from '@/api/types'
import type { MeetingsScope, Sort } from '@/features/meetings/search'
import type { Selection } from '@/features/meetings/use-selection'

/** What table and cards show, and how. */
export interface ListView {
  meetings: Meeting[]
  scope: MeetingsScope
  zone: string
  now: string
  /** What was searched for, to be marked. */
  search: string
  sort: Sort
  onSort: (sort: Sort) => void
  /** Absent where nothing can be done with several rows at once. */
  selection?: Selection
}
