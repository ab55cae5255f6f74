/**
 * What the page at hand could be exported as: its list says so while it is there, and the dialog asks.
 * Features do not import each other, so they meet here.
 */
import { useEffect, useSyncExternalStore } from 'react'
import type { MeetingsQuery } from '@/api/types'

export interface ExportSource {
  /** The list as it is asked for, with its order. */
  filters: MeetingsQuery
  /** How many are found; beyond 10,000 nobody counts. */
  total: number | undefined
  totalIsExact: boolean
  /** Rows that are chosen. */
  selectedIds: string[]
}

let source: ExportSource | null = null
const listeners = new Set<() => void>()

function set(next: ExportSource | null) {
  source = next
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** For a list: this is what can be exported, as long as the list is shown. */
export function useOfferExport(offered: ExportSource): void {
  const key = JSON.stringify(offered)
  useEffect(() => {
    set(JSON.parse(key) as ExportSource)
  }, [key])
  useEffect(() => () => set(null), [])
}

export function useExportSource(): ExportSource | null {
  return useSyncExternalStore(subscribe, () => source)
}
