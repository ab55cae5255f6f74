/** Who may stand in the calendar, when people are free, and moving a meeting. */
import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { AvailabilityQuestion, Ref } from '@/api/types'
import { minutesBetween, nowInstant, toInstant, toWall } from '@/lib/time'
import { isWorkTime, nextWorkTime } from '@/lib/week'

const MOST_PAGES = 10
const PAGE_SIZE = 100

/** Everybody who works here, page by page: a company's staff, not its clients. */
export const everybodyQuery = queryOptions({
  queryKey: ['directory', 'staff', 'everybody'],
  queryFn: async ({ signal }): Promise<Ref[]> => {
    const people: Ref[] = []
    for (let page = 1; page <= MOST_PAGES; page++) {
      const params = { query: { page, page_size: PAGE_SIZE, is_active: true } } as const
      const { items } = await take(api.GET('/api/v1/staff', { params, signal }))
      people.push(...items)
      if (items.length < PAGE_SIZE) break
    }
    return people
  },
  staleTime: 60_000,
})

export const hostsQuery = queryOptions({
  queryKey: ['hosts', 'choice'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/hosts', { signal })),
  staleTime: 60_000,
})

export function availabilityQuery(question: AvailabilityQuestion) {
  return queryOptions({
    queryKey: ['meetings', 'availability', question],
    queryFn: ({ signal }) => take(api.POST('/api/v1/availability', { body: question, signal })),
    retry: false,
    staleTime: 0,
  })
}

export interface Move {
  meetingId: string
  startsAt: string
  minutes: number
  version: number
  /** When the meeting goes over to somebody else. */
  staffIds?: string[]
}

export function useMoveMeeting() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: ({ meetingId, startsAt, minutes, version, staffIds }: Move) =>
      take(
        api.PATCH('/api/v1/meetings/{meeting_id}', {
          params: { path: { meeting_id: meetingId } },
          body: { starts_at: startsAt, duration_minutes: minutes, version, ...(staffIds && { staff_ids: staffIds }) },
        }),
      ),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['meetings'] }),
  })
}

/** More questions than that would ask about times too far away to be of use. */
const MOST_QUESTIONS = 12

/** The first working time from `wall` on at which all of them are free; null when none was found. */
export function useNextFree(zone: string) {
  return useMutation({
    mutationFn: async ({ wall, minutes, staffIds }: { wall: string; minutes: number; staffIds: string[] }) => {
      let asked = nextWorkTime(wall, minutes)
      for (let question = 0; question < MOST_QUESTIONS; question++) {
        const starts_at = toInstant(asked, zone)
        const body = { starts_at, timezone: zone, duration_minutes: minutes, staff_ids: staffIds }
        const { conflicts, next_free } = await take(api.POST('/api/v1/availability', { body }))
        if (conflicts.length === 0) return starts_at
        const later = next_free.map((free) => toWall(free.starts_at, zone))
        const good = later.find((free) => isWorkTime(free, minutes))
        if (good) return toInstant(good, zone)
        const last = later.at(-1)
        if (!last) return null
        asked = nextWorkTime(last, minutes)
      }
      return null
    },
  })
}

/** True when the start is not behind us. */
export function isAhead(startsAt: string): boolean {
  return minutesBetween(nowInstant(), startsAt) >= 0
}
