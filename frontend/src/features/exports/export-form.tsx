import { Button, Group, Stack, Text } from '@mantine/core'
import { IconFileExport, IconShieldLock } from '@tabler/icons-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Export } from '@/api/types'
import { ColumnChoice } from '@/features/exports/column-choice'
import { LabelledChoice } from '@/features/exports/labelled-choice'
import {
  chosenColumns,
  type ExportOptions,
  FORMATS,
  firstOptions,
  ROWS,
  SEPARATORS,
  toRequest,
} from '@/features/exports/options'
import { download, useRequestExport } from '@/features/exports/queries'
import type { ExportSource } from '@/lib/export-source'
import { problemText } from '@/lib/problem-text'
import { useAccount } from '@/lib/session'
import { nowInstant } from '@/lib/time'
import { FormAlert } from '@/ui/form-alert'
import { LinkButton } from '@/ui/link-button'
import { ZoneSelect } from '@/ui/zone-select'

interface ExportFormProps {
  source: ExportSource
  /** The reader's last export with columns. */
  last: Export | undefined
  onMade: (made: Export) => void
}

export function ExportForm({ source, last, onMade }: ExportFormProps) {
  const { t } = useTranslation()
  const account = useAccount()
  const [options, setOptions] = useState(() => firstOptions(source, account.timezone, account.locale, last))
  const request = useRequestExport()
  const change = (next: Partial<ExportOptions>) => setOptions((old) => ({ ...old, ...next }))
  const isCalendar = options.format === 'ics'
  const isComplete = isCalendar || chosenColumns(options).length > 0

  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isComplete) return
    request.mutate(toRequest(options, source), {
      onSuccess: (made) => {
        if (made.state === 'ready') download(made)
        onMade(made)
      },
    })
  }

  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        {request.isError && <FormAlert>{problemText(request.error, t)}</FormAlert>}
        <WhatChoice source={source} options={options} onChange={change} />
        <LabelledChoice
          label={t('exports.format')}
          value={options.format}
          options={FORMATS.map((value) => ({ value, label: t(`exports.formats.${value}`) }))}
          onChange={(format) => change({ format })}
          hint={t(`exports.formatHints.${options.format}`)}
        />
        {!isCalendar && (
          <>
            <LabelledChoice
              label={t('exports.rows')}
              value={options.rows}
              options={ROWS.map((value) => ({ value, label: t(`exports.rowsPer.${value}`) }))}
              onChange={(rows) => change({ rows })}
            />
            {options.format === 'csv' && (
              <LabelledChoice
                label={t('exports.separator')}
                value={options.separator}
                options={SEPARATORS.map((value) => ({ value, label: t(`exports.separators.${value}`) }))}
                onChange={(separator) => change({ separator })}
              />
            )}
            <ZoneSelect
              instant={nowInstant()}
              label={t('exports.zone')}
              description={t('exports.zoneHint')}
              value={options.timezone}
              onChange={(timezone) => timezone && change({ timezone })}
              allowDeselect={false}
            />
            <ColumnChoice options={options} onChange={change} />
          </>
        )}
        <Text c="dimmed" fz={12}>
          <IconShieldLock size={14} aria-hidden style={{ verticalAlign: '-2px', marginRight: 6 }} />
          {t('exports.safe')}
        </Text>
        <Group justify="space-between">
          <LinkButton to="/exports" variant="subtle" px={8}>
            {t('exports.mine')}
          </LinkButton>
          <Button
            type="submit"
            loading={request.isPending}
            disabled={!isComplete}
            leftSection={<IconFileExport size={17} aria-hidden />}
          >
            {t('exports.submit')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

interface WhatChoiceProps {
  source: ExportSource
  options: ExportOptions
  onChange: (change: Partial<ExportOptions>) => void
}

/** The chosen rows or all that is found; without chosen rows there is nothing to choose. */
function WhatChoice({ source, options, onChange }: WhatChoiceProps) {
  const { t } = useTranslation()
  const { total, totalIsExact, selectedIds } = source
  const all = totalIsExact ? t('exports.allCount', { total }) : t('exports.allMany', { total })
  const allLabel = total === undefined ? t('exports.all') : all
  if (selectedIds.length === 0) {
    return (
      <Text c="dimmed" className="tabular">
        {allLabel}
      </Text>
    )
  }
  return (
    <LabelledChoice
      label={t('exports.what')}
      value={options.what}
      options={[
        { value: 'selected', label: t('exports.selected', { count: selectedIds.length }) },
        { value: 'all', label: allLabel },
      ]}
      onChange={(what) => onChange({ what })}
    />
  )
}
