/** A card's list of meetings begins with what is coming and goes on into the past. */
import type { SearchSchemaInput } from '@tanstack/react-router'
import { DEFAULT_SEARCH, type MeetingSearch, readSearch } from '@/features/meetings/search'

export const CARD_DEFAULTS = { ...DEFAULT_SEARCH, view: 'all' } as const satisfies MeetingSearch

export function readCardSearch(raw: Partial<MeetingSearch> & SearchSchemaInput): MeetingSearch {
  return readSearch({ view: CARD_DEFAULTS.view, ...raw })
}
