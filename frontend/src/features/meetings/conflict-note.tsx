import { Anchor, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Availability, Conflict } from '@/api/types'
import classes from '@/features/meetings/conflict-note.module.css'
import { formatDayShort, formatTime } from '@/lib/format'
import { dayOf, toWall } from '@/lib/time'

/** Of a large pool where everybody is busy, a few tell enough. */
const SHOWN = 4

interface ConflictNoteProps {
  conflicts: Conflict[]
  forbidden?: boolean
  nextFree?: Availability['next_free']
  zone: string
  onPick?: (wall: string) => void
  /** What can be done about it. */
  children?: ReactNode
}

/** Who is busy and with what, and when everybody is free next. */
export function ConflictNote({ conflicts, forbidden, nextFree = [], zone, onPick, children }: ConflictNoteProps) {
  const { t, i18n } = useTranslation()
  const when = (instant: string) =>
    `${formatDayShort(dayOf(toWall(instant, zone)), i18n.language)}, ${formatTime(instant, zone)}`
  const hidden = conflicts.length - SHOWN
  return (
    <div className={classes.note} role="status">
      <IconAlertTriangle size={19} aria-hidden />
      <div>
        <Text fw={650} mb={4}>
          {forbidden ? t('conflict.forbidden') : t('conflict.title')}
        </Text>
        {conflicts.slice(0, SHOWN).map(({ who, topic, starts_at, ends_at }) => (
          <Text key={`${who.kind}${who.id}${starts_at}`} className={classes.line}>
            {t(`conflict.who.${who.kind}`, { name: who.name })}:{' '}
            {topic ? t('conflict.topic', { topic }) : t('conflict.busy')}, {formatTime(starts_at, zone)}–
            {formatTime(ends_at, zone)}
          </Text>
        ))}
        {hidden > 0 && <Text className={classes.line}>{t('conflict.more', { count: hidden })}</Text>}
        {onPick && nextFree.length > 0 && (
          <Group gap="4px 12px" mt={6}>
            <Text className={classes.line}>{t('conflict.nextFree')}</Text>
            {nextFree.map(({ starts_at }) => (
              <Anchor
                key={starts_at}
                component="button"
                type="button"
                className={classes.free}
                onClick={() => onPick(toWall(starts_at, zone))}
              >
                {when(starts_at)}
              </Anchor>
            ))}
          </Group>
        )}
        {children}
      </div>
    </div>
  )
}
