import { Card, Group, SegmentedControl } from '@mantine/core'
import { useHotkeys, useMediaQuery } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CalendarBody } from '@/features/calendar/calendar-body'
import classes from '@/features/calendar/calendar-page.module.css'
import { FreeSlot, NextFreeButton } from '@/features/calendar/free-slot'
import { PeopleChoice } from '@/features/calendar/people-choice'
import { type CalendarSearch, VIEWS } from '@/features/calendar/search'
import { type CalendarView, calendarQuery, daysOf } from '@/lib/calendar'
import { useAccount, useMay } from '@/lib/session'
import { dayOf, today, toWall } from '@/lib/time'
import { useNow } from '@/lib/use-now'
import { firstWeekday } from '@/lib/week'
import { zoneLabel } from '@/lib/zones'
import { PHONE } from '@/ui/breakpoints'
import { CalendarToolbar } from '@/ui/calendar-toolbar'
import { LinkButton } from '@/ui/link-button'
import { notifyDone } from '@/ui/notify'
import { PageHeader } from '@/ui/page-header'

const route = getRouteApi('/_staff/calendar')

/** A week of narrow columns cannot be read on a phone. */
const PHONE_VIEWS = ['list', 'day'] as const satisfies readonly CalendarView[]

export function CalendarPage() {
  const { t, i18n } = useTranslation()
  const { id: me, timezone: zone } = useAccount()
  const mayCreate = useMay('meetings.create')
  const now = useNow(60)
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [free, setFree] = useState<string | null>(null)

  const view = phone ? phoneView(search.view) : (search.view ?? 'week')
  const day = search.date ?? today(zone)
  const people = { staff: search.staff ?? [me], hosts: search.hosts ?? [] }
  const days = daysOf(view, day, firstWeekday(i18n.language))
  const calendar = useQuery(calendarQuery(days, zone, people))

  const change = (next: Partial<CalendarSearch>) =>
    void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false })
  const show = (date: string) => change({ date: date === today(zone) ? undefined : date })
  const create = (wall?: string, minutes?: number, staff = people.staff) =>
    void navigate({ to: '/meetings/new', search: { start: wall?.slice(0, 16).replace(' ', 'T'), minutes, staff } })
  const found = (start: string | null) => {
    setFree(start)
    if (!start) notifyDone(t('calendar.noneFree'))
    else change({ date: dayOf(toWall(start, zone)), view: view === 'month' || view === 'list' ? 'day' : search.view })
  }
  useHotkeys([
    ['c', () => mayCreate && create()],
    ['t', () => show(today(zone))],
    ...VIEWS.map((each): [string, () => void] => [each.charAt(0), () => change({ view: each })]),
  ])

  return (
    <div className={classes.page}>
      <PageHeader title={t('calendar.title')} note={zoneLabel(zone, now, t)}>
        {mayCreate && <NextFreeButton zone={zone} staffIds={people.staff} onFound={found} />}
        {mayCreate && (
          <LinkButton to="/meetings/new" leftSection={<IconPlus size={17} aria-hidden />}>
            {t('meetings.create')}
          </LinkButton>
        )}
      </PageHeader>
      <Card className={classes.card}>
        <Group className={classes.bar} justify="space-between" gap="10px 16px">
          <CalendarToolbar view={view} day={day} today={today(zone)} onShow={show} />
          <SegmentedControl
            aria-label={t('calendar.view')}
            data={(phone ? PHONE_VIEWS : VIEWS).map((each) => ({ value: each, label: t(`calendar.views.${each}`) }))}
            value={view}
            onChange={(chosen) => change({ view: VIEWS.find((each) => each === chosen) })}
          />
        </Group>
        <PeopleChoice {...people} onChange={change} />
        {free && (
          <FreeSlot
            start={free}
            zone={zone}
            staffIds={people.staff}
            onFound={found}
            onCreate={() => create(toWall(free, zone), undefined)}
          />
        )}
        <CalendarBody
          calendar={calendar}
          view={view}
          day={day}
          zone={zone}
          people={people}
          free={free}
          onPick={mayCreate ? create : undefined}
          onPickDay={(date) => change({ view: 'day', date })}
        />
      </Card>
    </div>
  )
}

function phoneView(view: CalendarView | undefined): CalendarView {
  return PHONE_VIEWS.find((each) => each === view) ?? 'list'
}
