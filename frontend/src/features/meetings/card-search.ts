/** A card's list of meetings begins with what is coming, nearest first, and goes on into the past. */
import type { SearchSchemaInput } from '@tanstack/react-router'
import { DEFAULT_SEARCH, hasPeriod, type MeetingSearch, readSearch, UPCOMING_FIRST } from '@/features/meetings/search'

export const CARD_DEFAULTS = { ...DEFAULT_SEARCH, view: 'all', sort: UPCOMING_FIRST } as const satisfies MeetingSearch

export function readCardSearch(raw: Partial<MeetingSearch> & SearchSchemaInput): MeetingSearch {
  const search = readSearch({ view: CARD_DEFAULTS.view, ...raw })
  if (search.sort || search.view !== 'all' || hasPeriod(search)) return search
  return { ...search, sort: CARD_DEFAULTS.sort }
}
