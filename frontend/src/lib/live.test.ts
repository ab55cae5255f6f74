import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { followChanges } from '@/lib/live'

/** The browser's stream, played by the test. */
class PlayedSource extends EventTarget {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  static readonly CLOSED = 2
  static opened: PlayedSource[] = []
  readyState = PlayedSource.CONNECTING
  onopen: (() => void) | null = null
  onerror: (() => void) | null = null

  constructor() {
    super()
    PlayedSource.opened.push(this)
  }

  say(name: string, data: object) {
    this.dispatchEvent(new MessageEvent(name, { data: JSON.stringify(data) }))
  }

  break(readyState: number) {
    this.readyState = readyState
    this.onerror?.()
  }

  close() {
    this.readyState = PlayedSource.CLOSED
  }
}

function hide(hidden: boolean) {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(hidden)
  document.dispatchEvent(new Event('visibilitychange'))
}

describe('following what changes', () => {
  const client = new QueryClient()
  const states: boolean[] = []
  let stale: string[] = []
  let unfollow: () => void

  beforeEach(() => {
    vi.useFakeTimers()
    vi.stubGlobal('EventSource', PlayedSource)
    PlayedSource.opened = []
    states.length = 0
    stale = []
    vi.spyOn(client, 'invalidateQueries').mockImplementation((filters) => {
      stale.push(String(filters?.queryKey?.join('/')))
      return Promise.resolve()
    })
    unfollow = followChanges(client, (isLost) => states.push(isLost))
  })

  afterEach(() => {
    unfollow()
    vi.restoreAllMocks()
    vi.unstubAllGlobals()
    vi.useRealTimers()
  })

  it('asks anew for what changed, and for nothing else', () => {
    PlayedSource.opened[0]?.onopen?.()
    PlayedSource.opened[0]?.say('changed', { changed: ['sync-runs', 'what a later release tells'] })
    expect(stale).toEqual(['sync-runs', 'health'])
  })

  it('asks anew for everything after a gap', () => {
    PlayedSource.opened[0]?.say('refetch', {})
    expect(stale).toContain('meetings')
    expect(stale).toContain('directory')
  })

  it('says that it is lost only when it stays lost', () => {
    PlayedSource.opened[0]?.break(PlayedSource.CONNECTING)
    vi.advanceTimersByTime(2_000)
    PlayedSource.opened[0]?.onopen?.()
    vi.advanceTimersByTime(20_000)
    expect(states).toEqual([false])
    PlayedSource.opened[0]?.break(PlayedSource.CONNECTING)
    vi.advanceTimersByTime(20_000)
    expect(states).toEqual([false, true])
  })

  it('opens another stream after a refusal, and asks for what it missed', () => {
    PlayedSource.opened[0]?.break(PlayedSource.CLOSED)
    vi.advanceTimersByTime(3_000)
    expect(PlayedSource.opened).toHaveLength(2)
    PlayedSource.opened[1]?.onopen?.()
    expect(stale).toContain('meetings')
  })

  it('lets go of the stream while the tab is hidden', () => {
    hide(true)
    expect(PlayedSource.opened[0]?.readyState).toBe(PlayedSource.CLOSED)
    hide(false)
    expect(PlayedSource.opened).toHaveLength(2)
  })
})
