/** Meetings on the server: what is asked, how often, and what a change makes stale. */
import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueries,
  useQueryClient,
} from '@tanstack/react-query'
import { useRef } from 'react'
import { api, newIdempotencyKey, take } from '@/api/client'
import type {
  Account,
  AvailabilityQuestion,
  Meeting,
  MeetingCreate,
  MeetingDetail,
  MeetingOptions,
  MeetingsQuery,
  MeetingUpdate,
  SavedFilterCreate,
} from '@/api/types'
import { ME, type MeetingSearch, type MeetingsScope, NONE, toQuery } from '@/features/meetings/search'
import { isAtAnyTime } from '@/lib/kinds'
import { FALLBACK_MS } from '@/lib/live'
import { addMinutesToInstant, nowInstant } from '@/lib/time'

const EVERYTHING = ['meetings'] as const

export function meetingsQuery(search: MeetingSearch, reader: Account, scope: MeetingsScope = {}) {
  return queryOptions({
    queryKey: [...EVERYTHING, 'list', search, scope, reader.id, reader.timezone, reader.page_size],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/meetings', { params: { query: toQuery(search, reader, scope) }, signal })),
    placeholderData: keepPreviousData,
    refetchInterval: FALLBACK_MS,
  })
}

function isAhead(meeting: Meeting): boolean {
  return meeting.status === 'planned' && !isAtAnyTime(meeting)
}

/** The reader's own next meeting; one that began a little while ago still counts. */
export function nextMeetingQuery(staffId: string) {
  return queryOptions({
    queryKey: [...EVERYTHING, 'next', staffId],
    queryFn: async ({ signal }) => {
      const query: MeetingsQuery = {
        staff_id: [staffId],
        period_from: addMinutesToInstant(nowInstant(), -30),
        sort: 'starts_at',
        page_size: 10,
      }
      const page = await take(api.GET('/api/v1/meetings', { params: { query }, signal }))
      return page.items.find((meeting) => meeting.status === 'running' || isAhead(meeting)) ?? null
    },
    refetchInterval: FALLBACK_MS,
  })
}

export function meetingQuery(id: string) {
  return queryOptions({
    queryKey: [...EVERYTHING, 'one', id],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/meetings/{meeting_id}', { params: { path: { meeting_id: id } }, signal })),
    refetchInterval: FALLBACK_MS,
  })
}

export function timelineQuery(id: string) {
  return infiniteQueryOptions({
    queryKey: [...EVERYTHING, 'timeline', id],
    queryFn: ({ signal, pageParam }) => {
      const params = { path: { meeting_id: id }, query: { cursor: pageParam, page_size: 10 } }
      return take(api.GET('/api/v1/meetings/{meeting_id}/timeline', { params, signal }))
    },
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.next_cursor ?? undefined,
    refetchInterval: FALLBACK_MS,
  })
}

export function availabilityQuery(question: AvailabilityQuestion, enabled: boolean) {
  return queryOptions({
    queryKey: [...EVERYTHING, 'availability', question],
    queryFn: ({ signal }) => take(api.POST('/api/v1/availability', { body: question, signal })),
    enabled,
    retry: false,
    staleTime: 0,
  })
}

/** Subjects to choose from, by what has been typed. */
const DATES_A_PAGE = 12

/** The dates of a series, page after page. */
export function occurrencesQuery(id: string, when: 'to_come' | 'past') {
  return infiniteQueryOptions({
    queryKey: [...meetingQuery(id).queryKey, 'occurrences', when],
    queryFn: ({ pageParam, signal }) =>
      take(
        api.GET('/api/v1/meetings/{meeting_id}/occurrences', {
          params: { path: { meeting_id: id }, query: { when, page: pageParam, page_size: DATES_A_PAGE } },
          signal,
        }),
      ),
    initialPageParam: 1,
    getNextPageParam: ({ total }, pages) => (pages.length * DATES_A_PAGE < total ? pages.length + 1 : undefined),
  })
}

/** People to filter by, former ones too, by what has been typed. */
export function peopleQuery(search: string) {
  return queryOptions({
    queryKey: ['directory', 'staff', 'people', search],
    queryFn: async ({ signal }) => {
      const params = { query: { search: search || undefined, page_size: 25 } } as const
      return (await take(api.GET('/api/v1/staff', { params, signal }))).items
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
  })
}

/** The names of people whom an address knows only by id. */
export function useStaffNames(ids: string[]): ReadonlyMap<string, string> {
  const people = useQueries({
    queries: [...new Set(ids)]
      .filter((id) => id !== ME && id !== NONE)
      .map((id) => ({
        queryKey: ['directory', 'staff', 'name', id],
        queryFn: ({ signal }: { signal: AbortSignal }) =>
          take(api.GET('/api/v1/staff/{staff_id}', { params: { path: { staff_id: id } }, signal })),
        staleTime: 5 * 60_000,
      })),
  })
  return new Map(people.flatMap(({ data }) => (data ? [[data.id, data.name]] : [])))
}

/** What a new meeting begins with. */
export const defaultOptionsQuery = queryOptions({
  queryKey: ['settings', 'default-options'],
  queryFn: async ({ signal }): Promise<MeetingOptions> => {
    const rules = await take(api.GET('/api/v1/settings/meetings', { signal }))
    const { record, join_before_host, host_video, participant_video, mute_upon_entry, waiting_room } = rules
    return { record, join_before_host, host_video, participant_video, mute_upon_entry, waiting_room }
  },
  staleTime: 60_000,
})

function useRemember() {
  const queryClient = useQueryClient()
  return async (meeting: MeetingDetail) => {
    queryClient.setQueryData(meetingQuery(meeting.id).queryKey, meeting)
    await queryClient.invalidateQueries({ queryKey: EVERYTHING })
  }
}

/** Sending the same form again, after a lost answer, uses the same key: it never makes a second meeting. */
export function useScheduleMeeting() {
  const sent = useRef({ body: '', key: '' })
  return useMutation({
    mutationFn: (body: MeetingCreate) => {
      const text = JSON.stringify(body)
      if (sent.current.body !== text) sent.current = { body: text, key: newIdempotencyKey() }
      return take(api.POST('/api/v1/meetings', { body, headers: { 'Idempotency-Key': sent.current.key } }))
    },
    onSuccess: useRemember(),
  })
}

/** Whoever can be reached at the subject becomes a participant; the meeting is there already, and stays if this fails. */
export function useInvitePeople() {
  return useMutation({
    mutationFn: (meetingId: string) =>
      take(
        api.POST('/api/v1/meetings/{meeting_id}/participants/from-subject', {
          params: { path: { meeting_id: meetingId } },
        }),
      ),
  })
}

export function useChangeMeeting(id: string) {
  return useMutation({
    mutationFn: (body: MeetingUpdate) =>
      take(api.PATCH('/api/v1/meetings/{meeting_id}', { params: { path: { meeting_id: id } }, body })),
    onSuccess: useRemember(),
  })
}

export function useDeleteMeeting() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      take(api.DELETE('/api/v1/meetings/{meeting_id}', { params: { path: { meeting_id: id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: EVERYTHING }),
  })
}

export const savedFiltersQuery = queryOptions({
  queryKey: ['saved-filters'],
  queryFn: ({ signal }) => take(api.GET('/api/v1/saved-filters', { signal })),
  staleTime: 5 * 60_000,
})

export function useSaveFilters() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (body: SavedFilterCreate) => take(api.POST('/api/v1/saved-filters', { body })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: savedFiltersQuery.queryKey }),
  })
}

export function useForgetFilters() {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (id: string) =>
      take(api.DELETE('/api/v1/saved-filters/{saved_filter_id}', { params: { path: { saved_filter_id: id } } })),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: savedFiltersQuery.queryKey }),
  })
}

/** A meeting that Zoom refused is sent there once more, as it is. */
export function usePushAgain() {
  return useMutation({
    mutationFn: (id: string) =>
      take(api.POST('/api/v1/meetings/{meeting_id}/push', { params: { path: { meeting_id: id } } })),
    onSuccess: useRemember(),
  })
}

export function useJoinLink() {
  return useMutation({
    mutationFn: (id: string) =>
      take(api.POST('/api/v1/meetings/{meeting_id}/join', { params: { path: { meeting_id: id } } })),
  })
}
