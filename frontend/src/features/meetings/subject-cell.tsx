import { Group, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { SubjectLink } from '@/features/meetings/subject-link'
import { Marked } from '@/ui/marked'
import { SubjectMark } from '@/ui/subject-mark'

interface SubjectCellProps {
  meeting: Meeting
  search?: string
}

/** Whom the meeting is about, and how many people were added to it. */
export function SubjectCell({ meeting: { subject, participants }, search = '' }: SubjectCellProps) {
  const { t } = useTranslation()
  return (
    <Group gap={10} wrap="nowrap" miw={0}>
      <SubjectMark kind={subject?.kind ?? 'none'} />
      <div style={{ minWidth: 0 }}>
        {subject ? (
          <SubjectLink subject={subject}>
            <Marked text={subject.name} search={search} />
          </SubjectLink>
        ) : (
          <Text c="dimmed">{t('subject.none')}</Text>
        )}
        {participants.length > 0 && (
          <Text c="dimmed" fz={12.5} title={participants.map(({ name }) => name).join(', ')}>
            {t('meetings.moreParticipants', { count: participants.length })}
          </Text>
        )}
      </div>
    </Group>
  )
}
