import { TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { ClientGroup } from '@/api/types'
import type { FieldsProps, Noun } from '@/features/directory/noun'
import { SubjectMark } from '@/ui/subject-mark'

interface GroupValues {
  name: string
}

const path = (id: string) => ({ path: { client_group_id: id } })

export const clientGroups: Noun<ClientGroup, GroupValues> = {
  key: 'groups',
  editPermission: 'directory.edit',
  filters: [],
  needed: ['name'],
  mark: () => <SubjectMark kind="client_group" />,
  card: (id) => ({ to: '/client-groups/$groupId', params: { groupId: id } }),
  list: (query, signal) => take(api.GET('/api/v1/client-groups', { params: { query }, signal })),
  get: (id, signal) => take(api.GET('/api/v1/client-groups/{client_group_id}', { params: path(id), signal })),
  create: (values) => take(api.POST('/api/v1/client-groups', { body: values })),
  update: (id, values, version) =>
    take(api.PATCH('/api/v1/client-groups/{client_group_id}', { params: path(id), body: { ...values, version } })),
  remove: (id) => take(api.DELETE('/api/v1/client-groups/{client_group_id}', { params: path(id) })),
  valuesOf: (group) => ({ name: group?.name ?? '' }),
  Fields: GroupFields,
}

function GroupFields({ form }: FieldsProps<GroupValues>) {
  const { t } = useTranslation()
  return <TextInput {...form.getInputProps('name')} label={t('directory.name')} required data-autofocus />
}
