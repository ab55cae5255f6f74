import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { Client, ClientChange } from '@/api/types'
import { ChoiceField } from '@/features/directory/choice-field'
import type { FieldsProps, Noun } from '@/features/directory/noun'
import { nowInstant } from '@/lib/time'
import { SubjectMark } from '@/ui/subject-mark'
import { ZoneSelect } from '@/ui/zone-select'

interface ClientValues {
  name: string
  email: string
  phone: string
  timezone: string | null
  responsible_id: string | null
  client_group_id: string | null
}

function bodyOf({ name, email, phone, ...rest }: ClientValues) {
  return { name, email: email.trim() || null, phone: phone.trim() || null, ...rest } satisfies ClientChange
}

const path = (id: string) => ({ path: { client_id: id } })

export const clients: Noun<Client, ClientValues> = {
  key: 'clients',
  editPermission: 'directory.edit',
  filters: ['client_group_id', 'responsible_id'],
  needed: ['name'],
  mark: () => <SubjectMark kind="client" />,
  card: (id) => ({ to: '/clients/$clientId', params: { clientId: id } }),
  list: (query, signal) => take(api.GET('/api/v1/clients', { params: { query }, signal })),
  get: (id, signal) => take(api.GET('/api/v1/clients/{client_id}', { params: path(id), signal })),
  create: (values) => take(api.POST('/api/v1/clients', { body: bodyOf(values) })),
  update: (id, values, version) =>
    take(api.PATCH('/api/v1/clients/{client_id}', { params: path(id), body: { ...bodyOf(values), version } })),
  remove: (id) => take(api.DELETE('/api/v1/clients/{client_id}', { params: path(id) })),
  valuesOf: (client) => ({
    name: client?.name ?? '',
    email: client?.email ?? '',
    phone: client?.phone ?? '',
    timezone: client?.timezone ?? null,
    responsible_id: client?.responsible?.id ?? null,
    client_group_id: client?.client_group?.id ?? null,
  }),
  Fields: ClientFields,
}

function ClientFields({ form }: FieldsProps<ClientValues>) {
  const { t } = useTranslation()
  return (
    <>
      <TextInput {...form.getInputProps('name')} label={t('directory.name')} required data-autofocus />
      <TextInput {...form.getInputProps('email')} label={t('directory.email')} type="email" />
      <TextInput {...form.getInputProps('phone')} label={t('directory.phone')} type="tel" />
      <ChoiceField {...form.getInputProps('responsible_id')} of="responsible" label={t('directory.responsible')} />
      <ChoiceField {...form.getInputProps('client_group_id')} of="group" label={t('directory.group')} />
      <ZoneSelect
        {...form.getInputProps('timezone')}
        label={t('directory.zone')}
        placeholder={t('directory.anyZone')}
        instant={nowInstant()}
        clearable
      />
    </>
  )
}
