import {
  Button,
  Checkbox,
  Fieldset,
  Group,
  Modal,
  SegmentedControl,
  SimpleGrid,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { type UseFormReturnType, useForm } from '@mantine/form'
import { useTranslation } from 'react-i18next'
import { ApiError } from '@/api/problem'
import type { Lead, Ref } from '@/api/types'
import { ChoiceField } from '@/features/directory/choice-field'
import { type ConvertValues, useConvertLead, valuesOf } from '@/features/directory/convert-lead'
import { fieldPathTexts, problemText } from '@/lib/problem-text'
import { FormAlert } from '@/ui/form-alert'
import { notifyDone } from '@/ui/notify'

interface ConvertLeadDialogProps {
  lead: Lead
  opened: boolean
  onClose: () => void
  /** The client that the lead has become. */
  onConverted?: (client: Ref) => void
}

/** Makes a client of a lead, or joins it to a client that is there; its meetings come along. */
export function ConvertLeadDialog({ lead, opened, onClose, onConverted }: ConvertLeadDialogProps) {
  const { t } = useTranslation()
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('convertLead.title', { name: lead.name })}
      closeButtonProps={{ 'aria-label': t('common.close') }}
    >
      <ConvertForm lead={lead} onClose={onClose} onConverted={onConverted} />
    </Modal>
  )
}

function ConvertForm({ lead, onClose, onConverted }: Omit<ConvertLeadDialogProps, 'opened'>) {
  const { t } = useTranslation()
  const convert = useConvertLead(lead)
  const form = useForm<ConvertValues>({
    initialValues: valuesOf(lead),
    validate: (values) => ({
      client_name: values.into === 'new' && !values.client_name.trim() ? t('directory.nameNeeded') : null,
      client_id: values.into === 'known' && !values.client_id ? t('convertLead.chooseClient') : null,
      'contact.first_name': values.makeContact && !values.contact.first_name.trim() ? t('directory.nameNeeded') : null,
    }),
  })
  const submit = form.onSubmit((values) =>
    convert.mutate(values, {
      onSuccess: ({ client }) => {
        notifyDone(t('convertLead.done', { name: client.name }))
        onClose()
        onConverted?.(client)
      },
      onError: (error) => form.setErrors(fieldPathTexts(error)),
    }),
  )
  const atItsField = convert.error instanceof ApiError && convert.error.fields.length > 0
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        {convert.isError && !atItsField && <FormAlert>{problemText(convert.error, t)}</FormAlert>}
        <Text c="dimmed">{t('convertLead.text')}</Text>
        <ClientFields form={form} />
        <ContactFields form={form} />
        <Group justify="flex-end" mt="sm">
          <Button variant="default" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={convert.isPending}>
            {t('convertLead.convert')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface FieldsProps {
  form: UseFormReturnType<ConvertValues>
}

function ClientFields({ form }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <SegmentedControl
        {...form.getInputProps('into')}
        fullWidth
        aria-label={t('convertLead.into')}
        data={(['new', 'known'] as const).map((value) => ({ value, label: t(`convertLead.${value}`) }))}
      />
      {form.values.into === 'known' ? (
        <ChoiceField {...form.getInputProps('client_id')} of="client" label={t('directory.clients.one')} required />
      ) : (
        <>
          <TextInput
            {...form.getInputProps('client_name')}
            label={t('convertLead.clientName')}
            required
            data-autofocus
          />
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <ChoiceField {...form.getInputProps('client_group_id')} of="group" label={t('directory.group')} />
            <ChoiceField
              {...form.getInputProps('responsible_id')}
              of="responsible"
              label={t('directory.responsible')}
            />
          </SimpleGrid>
        </>
      )}
    </>
  )
}

function ContactFields({ form }: FieldsProps) {
  const { t } = useTranslation()
  return (
    <>
      <Checkbox {...form.getInputProps('makeContact', { type: 'checkbox' })} label={t('convertLead.makeContact')} />
      {form.values.makeContact && (
        <Fieldset legend={t('convertLead.contact')} p="sm">
          <SimpleGrid cols={{ base: 1, xs: 2 }} spacing="sm">
            <TextInput {...form.getInputProps('contact.first_name')} label={t('convertLead.firstName')} required />
            <TextInput {...form.getInputProps('contact.last_name')} label={t('convertLead.lastName')} />
            <TextInput {...form.getInputProps('contact.email')} label={t('directory.email')} type="email" />
            <TextInput {...form.getInputProps('contact.phone')} label={t('directory.phone')} type="tel" />
          </SimpleGrid>
        </Fieldset>
      )}
    </>
  )
}
