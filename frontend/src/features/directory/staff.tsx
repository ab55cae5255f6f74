import { PasswordInput, Select, Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { Locale, Staff } from '@/api/types'
import type { FieldsProps, Noun } from '@/features/directory/noun'
import { LOCALE_NAMES, LOCALES } from '@/lib/i18n'
import { ROLES } from '@/lib/role-name'
import { localZone, nowInstant } from '@/lib/time'
import { PersonAvatar } from '@/ui/person-avatar'
import { ZoneSelect } from '@/ui/zone-select'

interface StaffValues {
  name: string
  email: string
  position: string
  team_name: string
  role: string
  locale: Locale
  timezone: string
  is_active: boolean
  password: string
}

/** An empty password means: none for a new person, the old one for the others. */
function bodyOf({ position, team_name, password, is_active: _, ...rest }: StaffValues) {
  return {
    ...rest,
    position: position.trim() || null,
    team_name: team_name.trim() || null,
    ...(password && { password }),
  }
}

const path = (id: string) => ({ path: { staff_id: id } })

export const staff: Noun<Staff, StaffValues> = {
  key: 'staff',
  editPermission: 'staff.edit',
  filters: ['is_active'],
  needed: ['name', 'email'],
  mark: (person) => <PersonAvatar person={person} size={30} />,
  card: (id) => ({ to: '/staff/$staffId', params: { staffId: id } }),
  list: (query, signal) => take(api.GET('/api/v1/staff', { params: { query }, signal })),
  get: (id, signal) => take(api.GET('/api/v1/staff/{staff_id}', { params: path(id), signal })),
  create: (values) => take(api.POST('/api/v1/staff', { body: bodyOf(values) })),
  update: (id, values, version) => {
    const body = { ...bodyOf(values), is_active: values.is_active, version }
    return take(api.PATCH('/api/v1/staff/{staff_id}', { params: path(id), body }))
  },
  remove: (id) => take(api.DELETE('/api/v1/staff/{staff_id}', { params: path(id) })),
  valuesOf: (person) => ({
    name: person?.name ?? '',
    email: person?.email ?? '',
    position: person?.position ?? '',
    team_name: person?.team?.name ?? '',
    role: person?.role ?? 'employee',
    locale: person?.locale ?? 'ru',
    timezone: person?.timezone ?? localZone(),
    is_active: person?.is_active ?? true,
    password: '',
  }),
  Fields: StaffFields,
}

function StaffFields({ form, isNew }: FieldsProps<StaffValues>) {
  const { t } = useTranslation()
  return (
    <>
      <TextInput {...form.getInputProps('name')} label={t('directory.personName')} required data-autofocus />
      <TextInput {...form.getInputProps('email')} label={t('directory.email')} type="email" required />
      <TextInput {...form.getInputProps('position')} label={t('directory.position')} />
      <TextInput {...form.getInputProps('team_name')} label={t('directory.team')} />
      <Select
        {...form.getInputProps('role')}
        label={t('directory.role')}
        data={ROLES.map((role) => ({ value: role, label: t(`role.${role}`) }))}
        allowDeselect={false}
      />
      <Select
        {...form.getInputProps('locale')}
        label={t('directory.locale')}
        data={LOCALES.map((locale) => ({ value: locale, label: LOCALE_NAMES[locale] }))}
        allowDeselect={false}
      />
      <ZoneSelect
        {...form.getInputProps('timezone')}
        label={t('directory.zone')}
        instant={nowInstant()}
        allowDeselect={false}
      />
      <PasswordInput
        {...form.getInputProps('password')}
        label={isNew ? t('signIn.password') : t('directory.newPassword')}
        description={t('directory.passwordHint')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
      />
      {!isNew && <Switch {...form.getInputProps('is_active', { type: 'checkbox' })} label={t('directory.active')} />}
    </>
  )
}
