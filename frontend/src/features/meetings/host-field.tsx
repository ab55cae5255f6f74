import { Select, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Availability } from '@/api/types'
import { useMeetingFormContext } from '@/features/meetings/form-values'

const AUTO = 'auto'
const BASIC_MINUTES = 40

interface HostFieldProps {
  /** Undefined while the server is asked. */
  availability: Availability | undefined
}

/** Who hosts: chosen by the rules unless somebody is picked here, of those who are free then. */
export function HostField({ availability }: HostFieldProps) {
  const { t } = useTranslation()
  const form = useMeetingFormContext()
  const { hostId, durationMinutes } = form.values
  const host = availability?.host
  const free = availability?.free_hosts ?? []
  const auto = host && !hostId ? t('hostChoice.autoNamed', { name: host.name }) : t('hostChoice.auto')
  const busy = host && !free.some(({ id }) => id === host.id) ? [host] : []
  return (
    <div>
      <Select
        label={t('hostChoice.label')}
        data={[
          { value: AUTO, label: auto },
          ...free.map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` })),
          ...(hostId ? busy.map(({ id, name }) => ({ value: id, label: t('hostChoice.busy', { name }) })) : []),
        ]}
        value={hostId ?? AUTO}
        onChange={(value) => form.setFieldValue('hostId', value === AUTO ? null : value)}
        error={form.errors.hostId}
        description={hostId || !availability ? t('hostChoice.onlyFree') : t(`hostChoice.${availability.host_choice}`)}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        allowDeselect={false}
        searchable
        nothingFoundMessage={t('common.nothingFound')}
      />
      {host?.plan === 'basic' && durationMinutes > BASIC_MINUTES && <Warning text={t('hostChoice.basic')} />}
      {host && !host.has_writes && <Warning text={t('hostChoice.noWrites')} />}
    </div>
  )
}

interface WarningProps {
  text: string
}

function Warning({ text }: WarningProps) {
  return (
    <Text c="var(--app-warning-text)" fz={13} mt={4} role="status">
      {text}
    </Text>
  )
}
