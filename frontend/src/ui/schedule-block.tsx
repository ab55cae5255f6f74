import { UnstyledButton, type UnstyledButtonProps } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ComponentProps, KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { CalendarBox } from '@/lib/calendar-boxes'
import { formatDayLong } from '@/lib/format'
import { dayOf } from '@/lib/time'

type ButtonProps = UnstyledButtonProps & Omit<ComponentProps<'button'>, keyof UnstyledButtonProps>

interface ScheduleBlockProps extends ButtonProps {
  box: CalendarBox
  /** By how many minutes a key moves the start, or the end. */
  onNudge?: (change: { start?: number; end?: number }) => void
}

const STEP = 15
const STEPS: Record<string, number> = { ArrowUp: -STEP, ArrowDown: STEP }

/** The next box in the order of the page, which is the order of days and times. */
function focusNeighbour(from: HTMLElement, by: number) {
  const all = Array.from(document.querySelectorAll<HTMLElement>('[data-schedule] [data-box]'))
  all[all.indexOf(from) + by]?.focus()
}

/** One box of the calendar: opened by Enter, moved by Alt and arrows, made longer or shorter by Alt, Shift and arrows. */
export function ScheduleBlock({ box, onNudge, children, ...props }: ScheduleBlockProps) {
  const { t, i18n } = useTranslation()
  const title = box.title ?? t('calendar.busy')
  const when = `${formatDayLong(dayOf(box.start), i18n.language)}, ${box.time}`
  const nudges = box.movable && onNudge
  const press = (event: KeyboardEvent<HTMLButtonElement>) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    if (!event.altKey) focusNeighbour(event.currentTarget, Math.sign(step))
    else if (nudges) onNudge(event.shiftKey ? { end: step } : { start: step })
  }
  return (
    <UnstyledButton
      {...props}
      title={`${box.time} ${title}`}
      aria-label={[title, when, box.collides && t('calendar.collides')].filter(Boolean).join(', ')}
      aria-keyshortcuts={nudges ? 'Alt+ArrowUp Alt+ArrowDown Alt+Shift+ArrowUp Alt+Shift+ArrowDown' : undefined}
      data-box={box.kind}
      data-collides={box.collides || undefined}
      onKeyDown={press}
    >
      {children}
    </UnstyledButton>
  )
}

/** What is written on it. */
export function ScheduleBlockText({ box }: { box: CalendarBox }) {
  const { t } = useTranslation()
  return (
    <>
      <b>
        {box.time.slice(0, 5)}
        {box.collides && <IconAlertTriangle size={12} aria-hidden />}
      </b>{' '}
      <span>{box.title ?? t('calendar.busy')}</span>
    </>
  )
}
