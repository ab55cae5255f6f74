import { Button, Group, Text } from '@mantine/core'
import { IconCalendarSearch, IconPlus } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from '@/features/calendar/calendar-page.module.css'
import { useNextFree } from '@/features/calendar/queries'
import { formatDayLong, formatTime } from '@/lib/format'
import { addMinutesToInstant, addMinutesToWall, dayOf, nextQuarter, toWall } from '@/lib/time'
import { notifyProblem } from '@/ui/notify'

export const FREE_MINUTES = 60

interface NextFreeButtonProps {
  zone: string
  staffIds: string[]
  /** Told with null when nothing was found. */
  onFound: (start: string | null) => void
  /** Instead of from now on, from here on. */
  after?: string
}

/** Looks for the next working hour at which everybody chosen is free. */
export function NextFreeButton({ zone, staffIds, onFound, after }: NextFreeButtonProps) {
  const { t } = useTranslation()
  const search = useNextFree(zone)
  const wall = after ? addMinutesToWall(toWall(after, zone), FREE_MINUTES) : nextQuarter(zone, 0)
  return (
    <Button
      variant="default"
      size="sm"
      h={34}
      leftSection={<IconCalendarSearch size={17} aria-hidden />}
      loading={search.isPending}
      onClick={() =>
        search.mutate(
          { wall, minutes: FREE_MINUTES, staffIds },
          { onSuccess: onFound, onError: (error) => notifyProblem(error, t) },
        )
      }
    >
      {t(after ? 'calendar.nextFreeAgain' : 'calendar.nextFree')}
    </Button>
  )
}

interface FreeSlotProps {
  /** The instant at which it begins. */
  start: string
  zone: string
  staffIds: string[]
  onFound: (start: string | null) => void
  onCreate: () => void
}

/** The free time that was found, and what to do with it. */
export function FreeSlot({ start, zone, staffIds, onFound, onCreate }: FreeSlotProps) {
  const { t, i18n } = useTranslation()
  const end = addMinutesToInstant(start, FREE_MINUTES)
  const day = formatDayLong(dayOf(toWall(start, zone)), i18n.language)
  return (
    <Group className={classes.found} role="status" justify="space-between">
      <Text fw={600} className="tabular">
        {t('calendar.free', { time: `${day}, ${formatTime(start, zone)}–${formatTime(end, zone)}` })}
      </Text>
      <Group gap={8}>
        <NextFreeButton zone={zone} staffIds={staffIds} onFound={onFound} after={start} />
        <Button size="sm" h={34} leftSection={<IconPlus size={17} aria-hidden />} onClick={onCreate}>
          {t('meetings.create')}
        </Button>
      </Group>
    </Group>
  )
}
