import { Text, ThemeIcon } from '@mantine/core'
import { IconBrandZoom, IconSettingsAutomation, IconUser } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { TimelineEntry as Entry } from '@/api/types'
import classes from '@/features/meetings/meeting-timeline.module.css'
import { changedFields, deedKey } from '@/features/meetings/timeline-words'
import { formatDayShort, formatTime } from '@/lib/format'
import { useAccount } from '@/lib/session'
import { dayOf, toWall } from '@/lib/time'

const MARKS = {
  staff: { icon: IconUser, color: 'indigo' },
  contact: { icon: IconUser, color: 'indigo' },
  token: { icon: IconSettingsAutomation, color: 'gray' },
  zoom: { icon: IconBrandZoom, color: 'blue' },
  system: { icon: IconSettingsAutomation, color: 'gray' },
} as const

interface TimelineEntryProps {
  entry: Entry
}

/** One thing that happened: what, of what, who did it and when. */
export function TimelineEntry({ entry }: TimelineEntryProps) {
  const { t, i18n } = useTranslation()
  const zone = useAccount().timezone
  const { icon: Icon, color } = MARKS[entry.actor.kind]
  const about = [...changedFields(entry.fields, t), ...entry.people].join(', ')
  const when = `${formatDayShort(dayOf(toWall(entry.at, zone)), i18n.language)}, ${formatTime(entry.at, zone)}`
  return (
    <li className={classes.entry}>
      <div className={classes.mark}>
        <ThemeIcon variant="light" color={color} size={28} radius="xl" aria-hidden>
          <Icon size={15} />
        </ThemeIcon>
      </div>
      <div>
        <Text fw={600} style={{ overflowWrap: 'anywhere' }}>
          {t(`timeline.deeds.${deedKey(entry.action)}`)}
          {about && <Text span>: {about}</Text>}
        </Text>
        {entry.reason && (
          <Text style={{ overflowWrap: 'anywhere' }}>{t('meetingPage.reason', { reason: entry.reason })}</Text>
        )}
        <Text c="dimmed" fz={13} className="tabular">
          {entry.actor.name ?? t(`timeline.actors.${entry.actor.kind}`)} · <time dateTime={entry.at}>{when}</time>
        </Text>
      </div>
    </li>
  )
}
