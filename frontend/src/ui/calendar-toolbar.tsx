import { ActionIcon, Button, Group, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { type CalendarView, daysOf, stepped } from '@/lib/calendar'
import { formatDayLong, formatDayRange, formatMonth } from '@/lib/format'
import { addDays } from '@/lib/time'
import { firstWeekday } from '@/lib/week'

interface CalendarToolbarProps {
  view: CalendarView
  /** Any day of what is shown. */
  day: string
  today: string
  onShow: (day: string) => void
}

/** Back, on, today, and what is shown. */
export function CalendarToolbar({ view, day, today, onShow }: CalendarToolbarProps) {
  const { t, i18n } = useTranslation()
  return (
    <Group gap={8} wrap="nowrap">
      <ActionIcon
        variant="default"
        size={34}
        aria-label={t(`calendar.previous.${view}`)}
        onClick={() => onShow(stepped(view, day, -1))}
      >
        <IconChevronLeft size={18} aria-hidden />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size={34}
        aria-label={t(`calendar.next.${view}`)}
        onClick={() => onShow(stepped(view, day, 1))}
      >
        <IconChevronRight size={18} aria-hidden />
      </ActionIcon>
      <Button variant="default" size="sm" h={34} px={14} onClick={() => onShow(today)} style={{ flexShrink: 0 }}>
        {t('time.today')}
      </Button>
      <Text fw={600} ml={6} aria-live="polite">
        {spanLabel(view, day, i18n.language)}
      </Text>
    </Group>
  )
}

function spanLabel(view: CalendarView, day: string, language: string): string {
  if (view === 'day') return formatDayLong(day, language)
  if (view === 'month') return formatMonth(day, language)
  const [first, afterLast] = daysOf(view, day, firstWeekday(language))
  return formatDayRange(first, addDays(afterLast, -1), language)
}
