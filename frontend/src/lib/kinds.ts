import type { Meeting } from '@/api/types'

/** Such meetings have no date; they stand at the moment they were made. */
export function isAtAnyTime({ kind }: Pick<Meeting, 'kind'>): boolean {
  return kind === 'no_fixed_time' || kind === 'personal_room'
}
