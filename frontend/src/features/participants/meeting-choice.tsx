import { Select, Stack, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { meetingChoicesQuery } from '@/features/participants/queries'
import { formatDayShort, formatTime } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { dayOf, toWall } from '@/lib/time'

interface MeetingChoiceProps {
  chosen: Meeting | undefined
  error?: string
  onChoose: (meeting: Meeting | undefined) => void
}

/** One of the meetings that have not begun, searched on the server. */
export function MeetingChoice({ chosen, error, onChoose }: MeetingChoiceProps) {
  const { t, i18n } = useTranslation()
  const zone = useAccount().timezone
  const [typed, setTyped] = useState(chosen?.topic ?? '')
  const [search] = useDebouncedValue(typed === chosen?.topic ? '' : typed.trim(), 250)
  const { data = [], isFetching } = useQuery(meetingChoicesQuery(search))
  const found = chosen && !data.some(({ id }) => id === chosen.id) ? [chosen, ...data] : data
  const whenOf = ({ starts_at: start, subject }: Meeting) => {
    const day = formatDayShort(dayOf(toWall(start, zone)), i18n.language)
    return [`${day}, ${formatTime(start, zone)}`, subject?.name].filter(Boolean).join(' · ')
  }
  return (
    <Select
      label={t('participants.meeting')}
      placeholder={t('participants.meetingPlaceholder')}
      description={chosen ? whenOf(chosen) : t('participants.meetingHint')}
      error={error}
      withAsterisk
      data={found.map(({ id, topic }) => ({ value: id, label: topic }))}
      value={chosen?.id ?? null}
      onChange={(id) => onChoose(found.find((each) => each.id === id))}
      searchable
      clearable
      clearButtonProps={{ 'aria-label': t('common.clear') }}
      searchValue={typed}
      onSearchChange={setTyped}
      // The server has searched already.
      filter={({ options }) => options}
      maxDropdownHeight={280}
      renderOption={({ option }) => {
        const meeting = found.find(({ id }) => id === option.value)
        return (
          <Stack gap={0} miw={0}>
            <Text truncate>{option.label}</Text>
            <Text c="dimmed" fz={13} truncate className="tabular">
              {meeting && whenOf(meeting)}
            </Text>
          </Stack>
        )
      }}
      nothingFoundMessage={isFetching ? t('common.searching') : t('participants.noMeetings')}
    />
  )
}
