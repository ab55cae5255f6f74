import { PasswordInput, Switch, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { api, take } from '@/api/client'
import type { Contact, Ref } from '@/api/types'
import { ChoiceField } from '@/features/directory/choice-field'
import type { FieldsProps, Noun } from '@/features/directory/noun'
import { useMay } from '@/lib/session'
import { PersonAvatar } from '@/ui/person-avatar'

interface ContactValues {
  client_id: string | null
  first_name: string
  last_name: string
  email: string
  phone: string
  can_sign_in: boolean
  password: string
}

/** An empty password means: none for a new contact, the old one for the others. */
export function bodyOf({ client_id, last_name, email, phone, password, ...rest }: ContactValues) {
  return {
    ...rest,
    client_id: client_id ?? '',
    last_name: last_name.trim() || null,
    email: email.trim() || null,
    phone: phone.trim() || null,
    ...(rest.can_sign_in && password && { password }),
  }
}

const path = (id: string) => ({ path: { contact_id: id } })

export const contacts: Noun<Contact, ContactValues> = {
  key: 'contacts',
  editPermission: 'directory.edit',
  filters: ['client_id'],
  needed: ['first_name', 'client_id'],
  mark: (contact) => <PersonAvatar person={contact} size={30} />,
  list: (query, signal) => take(api.GET('/api/v1/contacts', { params: { query }, signal })),
  get: (id, signal) => take(api.GET('/api/v1/contacts/{contact_id}', { params: path(id), signal })),
  create: (values) => take(api.POST('/api/v1/contacts', { body: bodyOf(values) })),
  update: (id, values, version) =>
    take(api.PATCH('/api/v1/contacts/{contact_id}', { params: path(id), body: { ...bodyOf(values), version } })),
  remove: (id) => take(api.DELETE('/api/v1/contacts/{contact_id}', { params: path(id) })),
  valuesOf: (contact) => valuesOf(contact, null),
  Fields: (props) => <ContactFields {...props} withClient />,
}

/** The contacts of one client: a new one is that client's, and the client is not asked for. */
export function contactsOfClient({ id }: Pick<Ref, 'id'>): Noun<Contact, ContactValues> {
  return { ...contacts, valuesOf: (contact) => valuesOf(contact, id), Fields: ContactFields }
}

function valuesOf(contact: Contact | null, clientId: string | null): ContactValues {
  return {
    client_id: contact?.client.id ?? clientId,
    first_name: contact?.first_name ?? '',
    last_name: contact?.last_name ?? '',
    email: contact?.email ?? '',
    phone: contact?.phone ?? '',
    can_sign_in: contact?.can_sign_in ?? false,
    password: '',
  }
}

interface ContactFieldsProps extends FieldsProps<ContactValues> {
  withClient?: boolean
}

function ContactFields({ form, isNew, withClient }: ContactFieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      {withClient && (
        <ChoiceField {...form.getInputProps('client_id')} of="client" label={t('directory.clients.one')} required />
      )}
      <TextInput {...form.getInputProps('first_name')} label={t('cards.firstName')} required data-autofocus />
      <TextInput {...form.getInputProps('last_name')} label={t('cards.lastName')} />
      <TextInput {...form.getInputProps('email')} label={t('directory.email')} type="email" />
      <TextInput {...form.getInputProps('phone')} label={t('directory.phone')} type="tel" />
      <SignInFields form={form} isNew={isNew} />
    </>
  )
}

/** Who may sign in to the portal is for managers to say. */
function SignInFields({ form, isNew }: FieldsProps<ContactValues>) {
  const { t } = useTranslation()
  const mayLetIn = useMay('contacts.sign_in')
  return (
    <>
      <Switch
        {...form.getInputProps('can_sign_in', { type: 'checkbox' })}
        label={t('cards.signIn')}
        description={mayLetIn ? t('cards.signInHint') : t('cards.signInForManagers')}
        disabled={!mayLetIn}
        mt="xs"
      />
      {mayLetIn && form.values.can_sign_in && (
        <PasswordInput
          {...form.getInputProps('password')}
          label={isNew ? t('signIn.password') : t('directory.newPassword')}
          description={t('cards.portalPasswordHint')}
          autoComplete="new-password"
          visibilityToggleButtonProps={{ 'aria-label': t('signIn.showPassword') }}
        />
      )}
    </>
  )
}
