/** Where the cards of the directory are, for links from anywhere on the page. */
import { linkOptions } from '@tanstack/react-router'
import type { SubjectKind } from '@/api/types'

/** The card of a client or a lead; of a group, its clients. */
export function cardOf(kind: SubjectKind, id: string) {
  if (kind === 'client') return linkOptions({ to: '/clients/$clientId', params: { clientId: id } })
  if (kind === 'lead') return linkOptions({ to: '/leads/$leadId', params: { leadId: id } })
  return linkOptions({ to: '/clients', search: { client_group_id: id } })
}

/** A client's contacts, with those marked who take part in a meeting. */
export function contactsOf(clientId: string, meetingId?: string) {
  return linkOptions({ to: '/clients/$clientId/contacts', params: { clientId }, search: { highlight: meetingId } })
}

export function staffCard(staffId: string) {
  return linkOptions({ to: '/staff/$staffId', params: { staffId } })
}
