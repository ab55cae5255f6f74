import { Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { Lead, LeadChange } from '@/api/types'
import { ChoiceField } from '@/features/directory/choice-field'
import type { FieldsProps, Noun } from '@/features/directory/noun'
import { LEAD_STATUSES } from '@/features/directory/search'
import { SubjectMark } from '@/ui/subject-mark'

interface LeadValues {
  name: string
  company: string
  email: string
  phone: string
  status: Lead['status']
  responsible_id: string | null
}

function bodyOf({ name, company, email, phone, status, responsible_id }: LeadValues) {
  return {
    name,
    company: company.trim() || null,
    email: email.trim() || null,
    phone: phone.trim() || null,
    status,
    responsible_id,
  } satisfies LeadChange
}

const path = (id: string) => ({ path: { lead_id: id } })

export const leads: Noun<Lead, LeadValues> = {
  key: 'leads',
  editPermission: 'directory.edit',
  filters: ['status', 'responsible_id'],
  needed: ['name'],
  mark: () => <SubjectMark kind="lead" />,
  card: (id) => ({ to: '/leads/$leadId', params: { leadId: id } }),
  list: (query, signal) => take(api.GET('/api/v1/leads', { params: { query }, signal })),
  get: (id, signal) => take(api.GET('/api/v1/leads/{lead_id}', { params: path(id), signal })),
  create: (values) => take(api.POST('/api/v1/leads', { body: bodyOf(values) })),
  update: (id, values, version) =>
    take(api.PATCH('/api/v1/leads/{lead_id}', { params: path(id), body: { ...bodyOf(values), version } })),
  remove: (id) => take(api.DELETE('/api/v1/leads/{lead_id}', { params: path(id) })),
  valuesOf: (lead) => ({
    name: lead?.name ?? '',
    company: lead?.company ?? '',
    email: lead?.email ?? '',
    phone: lead?.phone ?? '',
    status: lead?.status ?? 'new',
    responsible_id: lead?.responsible?.id ?? null,
  }),
  Fields: LeadFields,
}

function LeadFields({ form }: FieldsProps<LeadValues>) {
  const { t } = useTranslation()
  return (
    <>
      <TextInput {...form.getInputProps('name')} label={t('directory.personName')} required data-autofocus />
      <TextInput {...form.getInputProps('company')} label={t('directory.company')} />
      <TextInput {...form.getInputProps('email')} label={t('directory.email')} type="email" />
      <TextInput {...form.getInputProps('phone')} label={t('directory.phone')} type="tel" />
      <Select
        {...form.getInputProps('status')}
        label={t('directory.status')}
        data={LEAD_STATUSES.map((status) => ({ value: status, label: t(`leadStatus.${status}`) }))}
        allowDeselect={false}
      />
      <ChoiceField {...form.getInputProps('responsible_id')} of="responsible" label={t('directory.responsible')} />
    </>
  )
}
