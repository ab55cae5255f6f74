import { Button, Group, Select, Text, TextInput } from '@mantine/core'
import { useForm } from '@mantine/form'
import { IconPlugConnected } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ZoomSettings, ZoomUser } from '@/api/types'
import { CheckResult } from '@/features/settings/check-result'
import { toCheck, toUpdate, valuesOf } from '@/features/settings/connection-values'
import { FormFailure } from '@/features/settings/form-failure'
import { useCheckConnection, useSaveZoomSettings, zoomSettingsQuery } from '@/features/settings/queries'
import { SaveBar } from '@/features/settings/save-bar'
import { SecretField } from '@/features/settings/secret-field'
import { SettingsCard } from '@/features/settings/settings-card'
import { WebhookAddress } from '@/features/settings/webhook-address'
import { fieldTexts } from '@/lib/problem-text'
import { LeaveGuard } from '@/ui/leave-guard'
import { notifyDone } from '@/ui/notify'

export function ZoomPage() {
  const { data: settings } = useSuspenseQuery(zoomSettingsQuery)
  // Saved settings are a new beginning for the form.
  return <ConnectionForm key={settings.version} settings={settings} />
}

interface ConnectionFormProps {
  settings: ZoomSettings
}

function ConnectionForm({ settings }: ConnectionFormProps) {
  const { t } = useTranslation()
  const form = useForm({ initialValues: valuesOf(settings) })
  const save = useSaveZoomSettings()
  const check = useCheckConnection()
  const submit = form.onSubmit((values) =>
    save.mutate(toUpdate(values, settings.version), {
      onSuccess: () => {
        form.resetDirty()
        notifyDone(t('settings.saved'))
      },
      onError: (error) => form.setErrors(fieldTexts(error)),
    }),
  )
  const runCheck = () => check.mutate(toCheck(form.values), { onError: (error) => form.setErrors(fieldTexts(error)) })
  const failure = save.error ?? check.error
  return (
    <form onSubmit={submit} noValidate>
      {failure && <FormFailure error={failure} />}
      <SettingsCard title={t('settings.connection')} hint={t('settings.connectionHint')}>
        <TextInput {...form.getInputProps('account_id')} label={t('settings.accountId')} autoComplete="off" />
        <TextInput {...form.getInputProps('client_id')} label={t('settings.clientId')} autoComplete="off" />
        <SecretField
          form={form}
          name="client_secret"
          label={t('settings.clientSecret')}
          known={settings.client_secret}
        />
        <SecretField
          form={form}
          name="webhook_secret"
          label={t('settings.webhookSecret')}
          known={settings.webhook_secret}
        />
        <WebhookAddress settings={settings} />
        <Select
          {...form.getInputProps('account_email')}
          label={t('settings.accountEmail')}
          description={t('settings.accountEmailHint')}
          data={emailOptions(check.data?.users ?? [], settings.account_email)}
          searchable
          clearable
          clearButtonProps={{ 'aria-label': t('common.clear') }}
          nothingFoundMessage={t('common.nothingFound')}
        />
        <Group gap="md">
          <Button
            variant="light"
            leftSection={<IconPlugConnected size={17} aria-hidden />}
            onClick={runCheck}
            loading={check.isPending}
          >
            {t('settings.check')}
          </Button>
          <Text c="dimmed" fz={13}>
            {t('settings.checkHint')}
          </Text>
        </Group>
        {check.data && <CheckResult check={check.data} />}
      </SettingsCard>
      <SaveBar shown={form.isDirty()} saving={save.isPending} onDiscard={form.reset} />
      <LeaveGuard isDirty={() => form.isDirty()} />
    </form>
  )
}

/** The account's users as the check found them, and the one chosen before, known or not. */
function emailOptions(users: ZoomUser[], current: string | null) {
  const found = users.map(({ email, name, plan }) => ({ value: email, label: `${name} · ${email} · ${plan}` }))
  const isListed = !current || users.some(({ email }) => email === current)
  return isListed ? found : [{ value: current, label: current }, ...found]
}
