import { Input, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ChipChoice } from '@/features/meetings/chip-choice'
import { PeopleChoice } from '@/features/meetings/people-choice'
import { type MeetingSearch, type MeetingsScope, STATUSES, SUBJECT_KINDS, split } from '@/features/meetings/search'

interface FilterFieldsProps {
  scope: MeetingsScope
  search: MeetingSearch
  onChange: (change: Partial<MeetingSearch>) => void
}

/** The filters that are set more seldom. */
export function FilterFields({ scope, search, onChange }: FilterFieldsProps) {
  const { t } = useTranslation()
  const statuses = split(search.status)
  return (
    <Stack gap="md">
      <ChipChoice
        label={t('filters.status')}
        options={STATUSES}
        nameOf={(status) => t(`status.${status}`)}
        chosen={statuses}
        onToggle={(status, on) =>
          onChange({ status: (on ? [...statuses, status] : statuses.filter((each) => each !== status)).join(',') })
        }
      />
      {!scope.subject && (
        <ChipChoice
          label={t('filters.kind')}
          options={SUBJECT_KINDS}
          nameOf={(kind) => t(`subject.${kind}`)}
          chosen={search.kind ? [search.kind] : []}
          onToggle={(kind, on) => onChange({ kind: on ? kind : undefined })}
        />
      )}
      {!scope.staff && (
        <div>
          <Input.Label component="div" mb={6}>
            {t('filters.staff')}
          </Input.Label>
          <PeopleChoice label={t('filters.staff')} value={search.staff} onChange={(staff) => onChange({ staff })} />
        </div>
      )}
    </Stack>
  )
}
