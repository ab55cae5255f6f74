import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, take } from '@/api/client'
import type { Meeting } from '@/api/types'

/** Few enough that others are not kept waiting, since each may take Zoom a while. */
const AT_ONCE = 4

interface Failure {
  meeting: Meeting
  error: unknown
}

interface Deleting {
  total: number
  done: number
  failed: Failure[]
  isRunning: boolean
  isDone: boolean
}

const NOT_BEGUN: Deleting = { total: 0, done: 0, failed: [], isRunning: false, isDone: false }

/** Deletes meetings one by one, a few at once; one that fails does not keep the others. */
export function useDeleteMany(onDeleted: (ids: string[]) => void) {
  const queryClient = useQueryClient()
  const [state, setState] = useState(NOT_BEGUN)

  const run = async (meetings: Meeting[]) => {
    setState({ ...NOT_BEGUN, total: meetings.length, isRunning: true })
    const waiting = [...meetings]
    const deleted: string[] = []
    const worker = async () => {
      for (let meeting = waiting.shift(); meeting; meeting = waiting.shift()) {
        const failure = await deleteOne(meeting)
        if (failure) setState((old) => ({ ...old, failed: [...old.failed, failure] }))
        else {
          deleted.push(meeting.id)
          setState((old) => ({ ...old, done: old.done + 1 }))
        }
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, worker))
    setState((old) => ({ ...old, isRunning: false, isDone: true }))
    onDeleted(deleted)
    await queryClient.invalidateQueries({ queryKey: ['meetings'] })
  }

  return { state, run }
}

async function deleteOne(meeting: Meeting): Promise<Failure | null> {
  try {
    await take(api.DELETE('/api/v1/meetings/{meeting_id}', { params: { path: { meeting_id: meeting.id } } }))
    return null
  } catch (error) {
    return { meeting, error }
  }
}
