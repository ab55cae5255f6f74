import { Anchor, Group, Text } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { CalendarItem } from '@/api/types'
import classes from '@/features/calendar/calendar-page.module.css'
import { availabilityQuery } from '@/features/calendar/queries'
import { formatDayShort, formatTime } from '@/lib/format'
import { dayOf, toWall } from '@/lib/time'

interface WhoIsBusyProps {
  item: CalendarItem
  startsAt: string
  minutes: number
  staffIds: string[]
  zone: string
  onPick: (wall: string) => void
}

/** What the new time would collide with, and when everybody is free next. */
export function WhoIsBusy({ item, startsAt, minutes, staffIds, zone, onPick }: WhoIsBusyProps) {
  const { t, i18n } = useTranslation()
  const question = {
    starts_at: startsAt,
    timezone: item.timezone ?? zone,
    duration_minutes: minutes,
    staff_ids: staffIds,
    meeting_id: item.meeting_id,
  }
  const [asked] = useDebouncedValue(JSON.stringify(question), 200)
  const { data } = useQuery(availabilityQuery(JSON.parse(asked)))
  if (!data || data.conflicts.length === 0 || asked !== JSON.stringify(question)) return null
  return (
    <div className={classes.note} role="status">
      <IconAlertTriangle size={19} aria-hidden />
      <div>
        <Text fw={650}>{t(data.rule === 'forbid' ? 'conflict.forbidden' : 'conflict.title')}</Text>
        {data.conflicts.map(({ who, topic, starts_at, ends_at }) => (
          <Text key={`${who.id}${starts_at}`} fz={13}>
            {who.name}: {topic ? t('conflict.topic', { topic }) : t('conflict.busy')}, {formatTime(starts_at, zone)}–
            {formatTime(ends_at, zone)}
          </Text>
        ))}
        {data.next_free.length > 0 && (
          <Group gap="4px 12px" mt={4}>
            <Text fz={13}>{t('conflict.nextFree')}</Text>
            {data.next_free.map(({ starts_at }) => (
              <Anchor
                key={starts_at}
                component="button"
                type="button"
                fz={13}
                className={classes.free}
                onClick={() => onPick(toWall(starts_at, zone))}
              >
                {formatDayShort(dayOf(toWall(starts_at, zone)), i18n.language)}, {formatTime(starts_at, zone)}
              </Anchor>
            ))}
          </Group>
        )}
      </div>
    </div>
  )
}
