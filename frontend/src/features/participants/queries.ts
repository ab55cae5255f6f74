/** People of meetings on the server: who they are, whom to offer, and what a change makes stale. */
import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { Meeting, ParticipantCreate } from '@/api/types'
import { FALLBACK_MS } from '@/lib/live'
import { nowInstant } from '@/lib/time'

/** The list and the page of a meeting show its people too, so all of them begin alike. */
const MEETINGS = ['meetings'] as const
const PEOPLE = [...MEETINGS, 'participants'] as const

export function participantsQuery(meetingId: string) {
  return queryOptions({
    queryKey: [...PEOPLE, meetingId],
    queryFn: async ({ signal }) => {
      const params = { path: { meeting_id: meetingId } }
      return (await take(api.GET('/api/v1/meetings/{meeting_id}/participants', { params, signal }))).items
    },
    refetchInterval: FALLBACK_MS,
  })
}

/** Meetings that have not begun, the next one first, by what has been typed. */
export function meetingChoicesQuery(search: string) {
  return queryOptions({
    queryKey: [...MEETINGS, 'choice', search],
    queryFn: async ({ signal }) => {
      const query = {
        status: ['planned'] as 'planned'[],
        period_from: nowInstant(),
        sort: 'starts_at',
        page_size: 25,
        search: search || undefined,
      } as const
      const page = await take(api.GET('/api/v1/meetings', { params: { query }, signal }))
      return page.items.filter(({ can }) => can.edit)
    },
    placeholderData: keepPreviousData,
  })
}

export function chosenMeetingQuery(id: string) {
  return queryOptions({
    queryKey: [...MEETINGS, 'chosen', id],
    queryFn: ({ signal }): Promise<Meeting> =>
      take(api.GET('/api/v1/meetings/{meeting_id}', { params: { path: { meeting_id: id } }, signal })),
  })
}

export function suggestionsQuery(search: string) {
  return queryOptions({
    queryKey: ['directory', 'suggestions', search],
    queryFn: ({ signal }) =>
      take(api.GET('/api/v1/participants/suggestions', { params: { query: { search } }, signal })),
  })
}

export function subjectPeopleQuery(meetingId: string) {
  return queryOptions({
    queryKey: [...PEOPLE, meetingId, 'from-subject'],
    queryFn: ({ signal }) => {
      const params = { path: { meeting_id: meetingId } }
      return take(api.GET('/api/v1/meetings/{meeting_id}/participants/from-subject', { params, signal }))
    },
  })
}

function useForgetMeetings() {
  const queryClient = useQueryClient()
  return () => queryClient.invalidateQueries({ queryKey: MEETINGS })
}

interface NewPeople {
  meetingId: string
  people: ParticipantCreate[]
}

/** One address speaks for itself; several are added together or not at all. */
export function useAddParticipants() {
  return useMutation({
    mutationFn: async ({ meetingId, people }: NewPeople) => {
      const params = { path: { meeting_id: meetingId } }
      const [first, ...others] = people
      if (first && others.length === 0) {
        return [await take(api.POST('/api/v1/meetings/{meeting_id}/participants', { params, body: first }))]
      }
      const body = { participants: people }
      return (await take(api.POST('/api/v1/meetings/{meeting_id}/participants/bulk', { params, body }))).items
    },
    onSuccess: useForgetMeetings(),
  })
}

export function useAddSubjectPeople() {
  return useMutation({
    mutationFn: (meetingId: string) => {
      const params = { path: { meeting_id: meetingId } }
      return take(api.POST('/api/v1/meetings/{meeting_id}/participants/from-subject', { params }))
    },
    onSuccess: useForgetMeetings(),
  })
}

interface KnownPerson {
  meetingId: string
  participantId: string
}

export function useWithdrawParticipant() {
  return useMutation({
    mutationFn: ({ meetingId, participantId }: KnownPerson) => {
      const params = { path: { meeting_id: meetingId, participant_id: participantId } }
      return take(api.DELETE('/api/v1/meetings/{meeting_id}/participants/{participant_id}', { params }))
    },
    onSuccess: useForgetMeetings(),
  })
}
