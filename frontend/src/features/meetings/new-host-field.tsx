import { Checkbox, Select, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Availability } from '@/api/types'
import { useMeetingFormContext } from '@/features/meetings/form-values'
import { useMay } from '@/lib/session'

/** Who may change more than their own meetings may also say who hosts them. */
export function useMayMoveHosts(): boolean {
  const ofTheTeam = useMay('meetings.edit.team')
  const ofAll = useMay('meetings.edit.all')
  return ofTheTeam || ofAll
}

interface NewHostFieldProps {
  /** Undefined while the server is asked. */
  availability: Availability | undefined
}

/** Another host for a meeting that exists: Zoom moves it, link and all, except to a Basic user. */
export function NewHostField({ availability }: NewHostFieldProps) {
  const { t } = useTranslation()
  const form = useMeetingFormContext()
  const { hostId } = form.values
  const host = availability?.host
  const free = availability?.free_hosts ?? []
  const chosen = host && !free.some(({ id }) => id === host.id) ? [host] : []
  const isNew = form.isDirty('hostId')
  const isBasic = isNew && free.find(({ id }) => id === hostId)?.plan === 'basic'
  return (
    <Stack gap="xs">
      <Select
        {...form.getInputProps('hostId')}
        label={t('hostChoice.label')}
        data={[
          ...free.map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` })),
          ...chosen.map(({ id, name }) => ({ value: id, label: t('hostChoice.busy', { name }) })),
        ]}
        description={isNew && !isBasic ? t('hostMove.stays') : t('hostChoice.onlyFree')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        disabled={!availability && !hostId}
        allowDeselect={false}
        searchable
        nothingFoundMessage={t('common.nothingFound')}
      />
      {isBasic && (
        <>
          <Text c="var(--app-warning-text)" fz={13} role="status">
            {t('hostMove.newLink')}
          </Text>
          <Checkbox {...form.getInputProps('acceptsNewLink', { type: 'checkbox' })} label={t('hostMove.agree')} />
        </>
      )}
    </Stack>
  )
}
