/** Putting columns in another order; those that the rows have no use for keep their places among the others. */
import type { ExportColumn } from '@/api/types'

/** `moved` takes the place of `target`, and what stood between goes one on. */
export function moveTo(order: ExportColumn[], moved: ExportColumn, target: ExportColumn): ExportColumn[] {
  const at = order.indexOf(target)
  const others = order.filter((column) => column !== moved)
  others.splice(at, 0, moved)
  return others
}
