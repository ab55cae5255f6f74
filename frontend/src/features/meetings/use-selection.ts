import { useRef, useState } from 'react'
import type { Meeting } from '@/api/types'

export interface Selection {
  meetings: Meeting[]
  has: (id: string) => boolean
  /** `toAnchor`: also the rows between this one and the one chosen before, as with Shift. */
  toggle: (meeting: Meeting, on: boolean, toAnchor: boolean) => void
  toggleAll: (meetings: Meeting[], on: boolean) => void
  /** Rows that are no longer there. */
  forget: (ids: string[]) => void
  clear: () => void
}

/** Which rows are chosen, across pages; other filters begin anew. */
export function useSelection(rows: Meeting[], filters: string): Selection {
  const [selected, setSelected] = useState<ReadonlyMap<string, Meeting>>(new Map())
  const [known, setKnown] = useState(filters)
  const anchor = useRef<string | null>(null)
  if (known !== filters) {
    setKnown(filters)
    setSelected(new Map())
  }

  const toggleAll = (meetings: Meeting[], on: boolean) =>
    setSelected((old) => {
      const next = new Map(old)
      for (const meeting of meetings) {
        if (on) next.set(meeting.id, meeting)
        else next.delete(meeting.id)
      }
      return next
    })

  const between = (meeting: Meeting): Meeting[] => {
    const [from, to] = [anchor.current, meeting.id].map((id) => rows.findIndex((row) => row.id === id))
    if (from === undefined || to === undefined || from < 0 || to < 0) return [meeting]
    return rows.slice(Math.min(from, to), Math.max(from, to) + 1)
  }

  return {
    meetings: [...selected.values()],
    has: (id) => selected.has(id),
    toggle: (meeting, on, toAnchor) => {
      toggleAll(toAnchor ? between(meeting) : [meeting], on)
      anchor.current = meeting.id
    },
    toggleAll,
    forget: (ids) => setSelected((old) => new Map([...old].filter(([id]) => !ids.includes(id)))),
    clear: () => setSelected(new Map()),
  }
}
