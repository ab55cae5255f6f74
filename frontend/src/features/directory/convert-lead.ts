/** A lead becomes a client: what the form asks, and what the server is told. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { api, take } from '@/api/client'
import type { Lead, LeadConvert } from '@/api/types'

export interface ConvertValues {
  into: 'new' | 'known'
  client_id: string | null
  client_name: string
  client_group_id: string | null
  responsible_id: string | null
  makeContact: boolean
  contact: { first_name: string; last_name: string; email: string; phone: string }
}

export function valuesOf(lead: Lead): ConvertValues {
  const [firstName = '', ...rest] = lead.name.split(' ')
  return {
    into: 'new',
    client_id: null,
    client_name: lead.company ?? lead.name,
    client_group_id: null,
    responsible_id: lead.responsible?.id ?? null,
    makeContact: true,
    contact: {
      first_name: firstName,
      last_name: rest.join(' '),
      email: lead.email ?? '',
      phone: lead.phone ?? '',
    },
  }
}

export function bodyOf(values: ConvertValues): LeadConvert {
  const { first_name, last_name, email, phone } = values.contact
  const contact = values.makeContact
    ? { first_name, last_name: last_name.trim() || null, email: email.trim() || null, phone: phone.trim() || null }
    : null
  if (values.into === 'known') return { client_id: values.client_id, contact }
  const { client_name, client_group_id, responsible_id } = values
  return { client_name, client_group_id, responsible_id, contact }
}

/** The client's name then stands at meetings too, so these are asked again with everything of the directory. */
export function useConvertLead(lead: Lead) {
  const queryClient = useQueryClient()
  return useMutation({
    mutationFn: (values: ConvertValues) =>
      take(
        api.POST('/api/v1/leads/{lead_id}/convert', {
          params: { path: { lead_id: lead.id } },
          body: bodyOf(values),
        }),
      ),
    onSuccess: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['directory'] }),
        queryClient.invalidateQueries({ queryKey: ['meetings'] }),
      ]),
  })
}
