import type { SearchSchemaInput } from '@tanstack/react-router'

export interface CardSearch {
  /** The dialog to edit the record is open. */
  edit?: boolean
}

export function readCardSearch(raw: CardSearch & SearchSchemaInput): CardSearch {
  return { edit: raw.edit === true || undefined }
}
