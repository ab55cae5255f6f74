import { Card, Group, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { BringBack } from '@/features/meetings/bring-back'
import { SYNC_MARKS } from '@/features/meetings/meeting-badges'
import { syncWhy } from '@/features/meetings/sync-words'
import { formatDistance } from '@/lib/format'
import { momentWords } from '@/lib/moment-words'
import { useAccount } from '@/lib/session'
import { isBefore } from '@/lib/time'

const IN_STEP = { icon: IconCircleCheck, color: 'teal' } as const

interface MeetingSyncProps {
  meeting: Meeting
  now: string
}

/** How the meeting stands with Zoom, why, and what happens next. */
export function MeetingSync({ meeting, now }: MeetingSyncProps) {
  const { t, i18n } = useTranslation()
  const { sync } = meeting
  const { icon: Icon, color } = sync.state === 'in_step' ? IN_STEP : SYNC_MARKS[sync.state]
  return (
    <Card p="lg" component="section" aria-label={t('meetingPage.syncTitle')}>
      <Title order={2} mb="sm">
        {t('meetingPage.syncTitle')}
      </Title>
      <Group gap={12} wrap="nowrap" align="flex-start">
        <ThemeIcon variant="light" color={color} size={34} radius="xl" aria-hidden>
          <Icon size={19} />
        </ThemeIcon>
        <div>
          <Text fw={600}>{t(`sync.${sync.state}`)}</Text>
          <Text c="dimmed">{syncWhy(sync, t)}</Text>
          {sync.reason_code === 'refused' && sync.values.said && (
            <Text mt={6} style={{ overflowWrap: 'anywhere' }}>
              {t('syncWhy.said', { said: sync.values.said })}
            </Text>
          )}
          <NextTry sync={sync} now={now} />
          {sync.seen_at && (
            <Text c="dimmed" fz={13} mt={6}>
              {t('meetingPage.seenAt', { time: formatDistance(now, sync.seen_at, i18n.language) })}
            </Text>
          )}
        </div>
      </Group>
      {meeting.status === 'missing' && meeting.can.edit && <BringBack meeting={meeting} />}
    </Card>
  )
}

interface NextTryProps {
  sync: Meeting['sync']
  now: string
}

/** On the reader's clock; nothing when it is due already. */
function NextTry({ sync: { retry_at: retryAt, state }, now }: NextTryProps) {
  const { t, i18n } = useTranslation()
  const zone = useAccount().timezone
  if (!retryAt || isBefore(retryAt, now)) return null
  const time = momentWords(retryAt, now, zone, t, i18n.language)
  return (
    <Text fw={550} mt={6}>
      {t(state === 'in_doubt' ? 'syncWhen.in_doubt' : 'syncWhen.waiting', { time })}
    </Text>
  )
}
