import { Card, Group, Text, ThemeIcon, Title } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Meeting } from '@/api/types'
import { SYNC_MARKS } from '@/features/meetings/meeting-badges'
import { formatDistance } from '@/lib/format'

const IN_STEP = { icon: IconCircleCheck, color: 'teal' } as const

interface MeetingSyncProps {
  meeting: Meeting
  now: string
}

/** How the meeting stands with Zoom, why, and what happens next. */
export function MeetingSync({ meeting: { sync }, now }: MeetingSyncProps) {
  const { t, i18n } = useTranslation()
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
          <Text c="dimmed">{t(`syncHints.${sync.state}`)}</Text>
          {sync.reason && <Text mt={6}>{t('meetingPage.reason', { reason: sync.reason })}</Text>}
          {sync.retry_at && (
            <Text c="dimmed" fz={13} mt={6}>
              {t('meetingPage.retryAt', { time: formatDistance(now, sync.retry_at, i18n.language) })}
            </Text>
          )}
          {sync.seen_at && (
            <Text c="dimmed" fz={13} mt={6}>
              {t('meetingPage.seenAt', { time: formatDistance(now, sync.seen_at, i18n.language) })}
            </Text>
          )}
        </div>
      </Group>
    </Card>
  )
}
