import { UnstyledButton } from '@mantine/core'
import { IconAlertTriangle, IconCalendarOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '@/features/calendar/agenda.module.css'
import type { CalendarBox } from '@/lib/calendar-boxes'
import { formatDayLong } from '@/lib/format'
import { addDays, dayOf, today } from '@/lib/time'
import { EmptyState } from '@/ui/empty-state'
import { PeopleStack } from '@/ui/people-stack'

interface AgendaProps {
  boxes: CalendarBox[]
  zone: string
  onOpen: (box: CalendarBox, anchor: HTMLElement) => void
  /** Shown when there is nothing. */
  action: ReactNode
}

/** The calendar as a list of days, for a phone and for whoever likes to read. */
export function Agenda({ boxes, zone, onOpen, action }: AgendaProps) {
  const { t } = useTranslation()
  if (boxes.length === 0)
    return (
      <EmptyState
        icon={<IconCalendarOff size={26} aria-hidden />}
        title={t('calendar.empty')}
        text={t('calendar.emptyHint')}
        action={action}
      />
    )
  const days = Map.groupBy(boxes, ({ start }) => dayOf(start))
  return Array.from(days).map(([day, ofDay]) => (
    <section key={day} data-schedule>
      <h2 className={classes.day}>
        <DayName day={day} zone={zone} />
      </h2>
      <ul className={classes.list}>
        {ofDay.map((box) => (
          <li key={box.id}>
            <AgendaRow box={box} onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </section>
  ))
}

function DayName({ day, zone }: { day: string; zone: string }) {
  const { t, i18n } = useTranslation()
  const now = today(zone)
  const near = day === now ? t('time.today') : day === addDays(now, 1) ? t('time.tomorrow') : null
  return (
    <>
      {near && <b>{near}</b>} <span>{formatDayLong(day, i18n.language)}</span>
    </>
  )
}

interface AgendaRowProps {
  box: CalendarBox
  onOpen: (box: CalendarBox, anchor: HTMLElement) => void
}

function AgendaRow({ box, onOpen }: AgendaRowProps) {
  const { t } = useTranslation()
  const { item } = box
  return (
    <UnstyledButton
      className={classes.row}
      data-kind={box.kind}
      onClick={({ currentTarget }) => onOpen(box, currentTarget)}
    >
      <span className={classes.time}>{box.time}</span>
      <span className={classes.what}>
        <span className={classes.topic}>{item?.topic ?? t('calendar.busy')}</span>
        {item?.subject && <span className={classes.subject}>{item.subject.name}</span>}
        {box.collides && (
          <span className={classes.collides}>
            <IconAlertTriangle size={14} aria-hidden /> {t('calendar.collides')}
          </span>
        )}
      </span>
      {item && <PeopleStack people={item.staff} limit={3} />}
    </UnstyledButton>
  )
}
