import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { SubjectMark } from '@/ui/subject-mark'

interface SubjectCellProps {
  meeting: Meeting
}

/** Whom the meeting is about, and how many people were added to it. */
export function SubjectCell({ meeting: { subject, participants } }: SubjectCellProps) {
  const { t } = useTranslation()
  return (
    <Group gap={10} wrap="nowrap" miw={0}>
      <SubjectMark kind={subject?.kind ?? 'none'} />
      <div style={{ minWidth: 0 }}>
        <Text truncate title={subject?.name} c={subject ? undefined : 'dimmed'}>
          {subject?.name ?? t('subject.none')}
        </Text>
        {participants.length > 0 && (
          <Text c="dimmed" fz={12.5}>
            {t('meetings.moreParticipants', { count: participants.length })}
          </Text>
        )}
      </div>
    </Group>
  )
}
