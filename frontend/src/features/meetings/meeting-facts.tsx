import { Group, Text } from '@mantine/core'
import { IconDoor } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import classes from '@/features/meetings/meeting-facts.module.css'
import { formatMeetingNumber } from '@/lib/format'
import { Marked } from '@/ui/marked'

interface MeetingFactsProps {
  meeting: Meeting
  search?: string
}

/** The quiet second line: the number in Zoom, whether it is recorded, whether guests wait to be let in. */
export function MeetingFacts({ meeting, search = '' }: MeetingFactsProps) {
  const { t } = useTranslation()
  const { zoom_meeting_id: number, options } = meeting
  return (
    <Group gap={9} wrap="nowrap" c="dimmed" fz={13} className="tabular">
      <Text span inherit>
        {number === null ? (
          t('meetings.noNumber')
        ) : (
          <>
            ID <Marked text={formatMeetingNumber(number)} search={search} />
          </>
        )}
      </Text>
      {options.record !== 'none' && (
        <span
          className={classes.recording}
          role="img"
          title={t('meetings.recorded')}
          aria-label={t('meetings.recorded')}
        />
      )}
      {options.waiting_room && (
        <IconDoor
          size={15}
          stroke={1.8}
          role="img"
          title={t('options.waiting_room')}
          aria-label={t('options.waiting_room')}
        />
      )}
    </Group>
  )
}
