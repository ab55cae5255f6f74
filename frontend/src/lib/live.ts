/**
 * Open screens follow what changes: one stream of server-sent events a tab.
 *
 * The server names kinds of things and never one thing; what is on the screen is asked anew, by the usual requests.
 */
import type { QueryClient, QueryKey } from '@tanstack/react-query'

const ADDRESS = '/api/v1/events'
/** Longer than a browser needs to come back by itself after a process was exchanged. */
const LOST_AFTER_MS = 6_000
const FIRST_PAUSE_MS = 3_000
const LONGEST_PAUSE_MS = 60_000

/** How often what is followed is asked for all the same, in case the stream is silent without a word. */
export const FALLBACK_MS = 60_000

/** What is told, and the queries it makes stale. */
const STALE_BY: Record<string, QueryKey[]> = {
  meetings: [['meetings'], ['inbox']],
  'sync-runs': [['sync-runs'], ['health']],
  hosts: [['hosts'], ['settings', 'hosts'], ['health']],
  directory: [['directory']],
  'adoption-rules': [['settings', 'adoption-rules'], ['inbox']],
  health: [['health']],
}
const EVERYTHING = [...new Set(Object.values(STALE_BY).flat())]

type Listener = (isLost: boolean) => void

/** Follows while the tab is seen; answers how to stop. `onState` hears when the stream is lost and when it is back. */
export function followChanges(queryClient: QueryClient, onState: Listener): () => void {
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let alarm: ReturnType<typeof setTimeout> | undefined
  let pauseMs = FIRST_PAUSE_MS

  const refetch = (keys: QueryKey[]) => {
    for (const queryKey of keys) void queryClient.invalidateQueries({ queryKey })
  }
  const stop = () => {
    source?.close()
    source = null
    clearTimeout(retry)
    clearTimeout(alarm)
    alarm = undefined
  }
  const noteLoss = () => {
    alarm ??= setTimeout(() => onState(true), LOST_AFTER_MS)
    // A browser comes back by itself after a broken connection, but not after a refusal.
    if (source?.readyState !== EventSource.CLOSED) return
    clearTimeout(retry)
    retry = setTimeout(() => open(true), pauseMs)
    pauseMs = Math.min(2 * pauseMs, LONGEST_PAUSE_MS)
  }
  const open = (isAgain: boolean) => {
    source?.close()
    source = new EventSource(ADDRESS)
    source.onopen = () => {
      clearTimeout(alarm)
      alarm = undefined
      pauseMs = FIRST_PAUSE_MS
      onState(false)
      if (isAgain) refetch(EVERYTHING)
    }
    source.onerror = noteLoss
    source.addEventListener('changed', ({ data }) => {
      const { changed } = JSON.parse(data) as { changed: string[] }
      refetch(changed.flatMap((noun) => STALE_BY[noun] ?? []))
    })
    source.addEventListener('refetch', () => refetch(EVERYTHING))
    // The session is over: whatever is asked next is refused, and leads to the page for signing in.
    source.addEventListener('end', () => {
      stop()
      refetch(EVERYTHING)
    })
  }
  const followWhileSeen = () => {
    if (document.hidden) stop()
    else if (!source) open(true)
  }

  if (!document.hidden) open(false)
  document.addEventListener('visibilitychange', followWhileSeen)
  return () => {
    document.removeEventListener('visibilitychange', followWhileSeen)
    stop()
  }
}
