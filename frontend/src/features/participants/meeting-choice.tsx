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
  const wanted = typed === chosen?.topic ? '' : typed.trim()
  const [search] = useDebouncedValue(wanted, 250)
  const { data, isPlaceholderData } = useQuery(meetingChoicesQuery(search))
  // What an earlier word found is not offered: who types fast and presses Enter would choose something else.
  const isSearching = !data || isPlaceholderData || search !== wanted
  const current = isSearching ? [] : data
  const found = chosen && !current.some(({ id }) => id === chosen.id) ? [chosen, ...current] : current
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
      nothingFoundMessage={isSearching ? t('common.searching') : t('participants.noMeetings')}
    />
  )
}
