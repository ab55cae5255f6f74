import { Checkbox, Table, VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useTranslation } from 'react-i18next'
import { groupByDay } from '@/features/meetings/day-groups'
import { DayHeading } from '@/features/meetings/day-heading'
import type { ListView } from '@/features/meetings/list-view'
import { MeetingRow } from '@/features/meetings/meeting-row'
import classes from '@/features/meetings/meeting-table.module.css'
import { UPCOMING_FIRST } from '@/features/meetings/search'
import { WIDE } from '@/ui/breakpoints'
import { SortHeading } from '@/ui/sort-heading'

/** Under headings of days while the rows stand in the order of their beginning. */
export function MeetingTable(view: ListView) {
  const wide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false })
  const { t } = useTranslation()
  const { meetings, sort, zone, scope, selection } = view
  const columns = 4 + (scope.subject ? 0 : 1) + (wide ? 2 : 0) + (selection ? 1 : 0)
  const byDay = sort.endsWith('starts_at') || sort === UPCOMING_FIRST
  return (
    <div className={classes.scroll}>
      <Table className={classes.table} verticalSpacing={10} horizontalSpacing={0} highlightOnHover={false}>
        <Headings view={view} wide={wide} />
        {byDay ? (
          groupByDay(view).map(({ day, opens, meetings: ofDay }) => (
            <Table.Tbody key={`${day} ${ofDay[0]?.id}`}>
              {opens && (
                <Table.Tr className={classes.part}>
                  <Table.Th colSpan={columns} scope="rowgroup">
                    {t(`filters.views.${opens}`)}
                  </Table.Th>
                </Table.Tr>
              )}
              <Table.Tr className={classes.day}>
                <Table.Th colSpan={columns} scope="rowgroup">
                  <DayHeading day={day} zone={zone} />
                </Table.Th>
              </Table.Tr>
              {ofDay.map((meeting) => (
                <MeetingRow key={meeting.id} meeting={meeting} view={view} wide={wide} />
              ))}
            </Table.Tbody>
          ))
        ) : (
          <Table.Tbody>
            {meetings.map((meeting) => (
              <MeetingRow key={meeting.id} meeting={meeting} view={view} wide={wide} withDay />
            ))}
          </Table.Tbody>
        )}
      </Table>
    </div>
  )
}

function Headings({ view: { meetings, scope, sort, onSort, selection }, wide }: { view: ListView; wide: boolean }) {
  const { t } = useTranslation()
  const chosen = meetings.filter(({ id }) => selection?.has(id)).length
  return (
    <Table.Thead>
      <Table.Tr>
        {selection && (
          <Table.Th className={classes.check}>
            <Checkbox
              aria-label={t('list.selectPage')}
              checked={chosen > 0 && chosen === meetings.length}
              indeterminate={chosen > 0 && chosen < meetings.length}
              onChange={(event) => selection.toggleAll(meetings, event.currentTarget.checked)}
            />
          </Table.Th>
        )}
        <SortHeading by="starts_at" sort={sort} onSort={onSort} className={classes.time}>
          {t('meetings.time')}
        </SortHeading>
        <Table.Th>{t('meetings.topic')}</Table.Th>
        {!scope.subject && <Table.Th className={classes.subject}>{t('meetings.subject')}</Table.Th>}
        <Table.Th className={classes.staff}>{t('meetings.staff')}</Table.Th>
        {wide && (
          <SortHeading by="created_at" sort={sort} onSort={onSort} className={classes.author}>
            {t('meetings.createdBy')}
          </SortHeading>
        )}
        {wide && <Table.Th className={classes.state}>{t('list.state')}</Table.Th>}
        <Table.Th className={classes.actions}>
          <VisuallyHidden>{t('common.actions')}</VisuallyHidden>
        </Table.Th>
      </Table.Tr>
    </Table.Thead>
  )
}
