/** The dialog of adding people stands in the address of whatever page it is over. */
export interface ParticipantSearch {
  dialog?: 'add-participant'
  /** The chosen meeting, by id. */
  meeting?: string
}

/** An address may be typed by hand: what makes no sense is left out. */
export function readParticipantSearch(raw: Record<string, unknown>): ParticipantSearch {
  if (raw.dialog !== 'add-participant') return {}
  return { dialog: 'add-participant', meeting: typeof raw.meeting === 'string' ? raw.meeting : undefined }
}
