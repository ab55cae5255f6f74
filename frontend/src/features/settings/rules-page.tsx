import { Input, SegmentedControl, Select, Switch, Text } from '@mantine/core'
import { useForm } from '@mantine/form'
import { useSuspenseQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { MeetingRules } from '@/api/types'
import { BufferFields } from '@/features/settings/buffer-fields'
import { FormFailure } from '@/features/settings/form-failure'
import { rulesQuery, useSaveRules } from '@/features/settings/queries'
import { SaveBar } from '@/features/settings/save-bar'
import { SettingsCard } from '@/features/settings/settings-card'
import { RECORDINGS, SWITCHES } from '@/lib/meeting-options'
import { LeaveGuard } from '@/ui/leave-guard'
import { notifyDone } from '@/ui/notify'

const OVERLAPS = ['off', 'warn', 'forbid'] as const

export function RulesPage() {
  const { data: rules } = useSuspenseQuery(rulesQuery)
  return <RulesForm key={rules.version} rules={rules} />
}

interface RulesFormProps {
  rules: MeetingRules
}

function RulesForm({ rules }: RulesFormProps) {
  const { t } = useTranslation()
  const form = useForm({ initialValues: rules })
  const save = useSaveRules()
  const submit = form.onSubmit((values) =>
    save.mutate(values, {
      onSuccess: () => {
        form.resetDirty()
        notifyDone(t('settings.saved'))
      },
    }),
  )
  return (
    <form onSubmit={submit}>
      {save.error && <FormFailure error={save.error} />}
      <SettingsCard title={t('settings.rules')}>
        <Switch
          {...form.getInputProps('use_all_users', { type: 'checkbox' })}
          label={t('settings.useAllUsers')}
          description={t('settings.useAllUsersHint')}
        />
        <div>
          <Input.Label component="div" id="overlap">
            {t('settings.overlap')}
          </Input.Label>
          <Text c="dimmed" fz={12} mb={6}>
            {t('settings.overlapHint')}
          </Text>
          <SegmentedControl
            {...form.getInputProps('restrict_overlapping')}
            aria-labelledby="overlap"
            data={OVERLAPS.map((value) => ({ value, label: t(`settings.overlaps.${value}`) }))}
          />
        </div>
        <BufferFields form={form} />
      </SettingsCard>
      <SettingsCard title={t('settings.defaults')} hint={t('settings.defaultsHint')}>
        <Select
          {...form.getInputProps('record')}
          label={t('options.record')}
          description={t('settings.hints.record')}
          data={RECORDINGS.map((value) => ({ value, label: t(`record.${value}`) }))}
          allowDeselect={false}
          maw={420}
        />
        {SWITCHES.map((name) => (
          <Switch
            key={name}
            {...form.getInputProps(name, { type: 'checkbox' })}
            label={t(`options.${name}`)}
            description={t(`settings.hints.${name}`)}
          />
        ))}
        {form.values.join_before_host && form.values.waiting_room && (
          <Text c="var(--app-warning-text)" fz={13}>
            {t('options.waitingRoomWins')}
          </Text>
        )}
      </SettingsCard>
      <SaveBar shown={form.isDirty()} saving={save.isPending} onDiscard={form.reset} />
      <LeaveGuard isDirty={() => form.isDirty()} />
    </form>
  )
}
