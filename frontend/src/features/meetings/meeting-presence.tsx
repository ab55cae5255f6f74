import { Badge, Card, Group, Text, Title } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { MeetingDetail } from '@/api/types'
import classes from '@/features/meetings/meeting-page.module.css'
import { formatTime } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { PersonLine } from '@/ui/person-line'

interface MeetingPresenceProps {
  present: MeetingDetail['presence']
}

/** Who is in the meeting while it is held, as far as Zoom told. */
export function MeetingPresence({ present }: MeetingPresenceProps) {
  const { t } = useTranslation()
  const zone = useAccount().timezone
  return (
    <Card p="lg" component="section" aria-label={t('webhooks.present.title')}>
      <Group justify="space-between" mb="sm" wrap="nowrap">
        <Title order={2}>{t('webhooks.present.title')}</Title>
        {present.length > 0 && (
          <Badge variant="light" color="teal" className="tabular">
            {present.length}
          </Badge>
        )}
      </Group>
      {present.length === 0 && <Text c="dimmed">{t('webhooks.present.nobody')}</Text>}
      <ul className={classes.people}>
        {present.map(({ name, since }) => (
          <PersonLine
            key={`${since} ${name}`}
            person={{ id: name, name: name || t('webhooks.present.unnamed') }}
            note={t('webhooks.present.since', { time: formatTime(since, zone) })}
          />
        ))}
      </ul>
    </Card>
  )
}
