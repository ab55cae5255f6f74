import { useTranslation } from 'react-i18next'
import { useStaffNames } from '@/features/meetings/queries'
import { ME, type MeetingSearch, NONE, type Status, split } from '@/features/meetings/search'
import { formatDayRange, formatDayShort } from '@/lib/format'

/** What each filter is set to, in words. */
export function useFilterNames(search: MeetingSearch) {
  const { t, i18n } = useTranslation()
  const names = useStaffNames([...split(search.manager), ...split(search.staff)])
  const person = (id: string) => {
    if (id === ME) return t('list.me')
    return id === NONE ? t('list.none') : (names.get(id) ?? '…')
  }

  const days = () => {
    const { from, to } = search
    if (from && to) return formatDayRange(from, to, i18n.language)
    if (from) return t('list.since', { day: formatDayShort(from, i18n.language) })
    return to ? t('list.until', { day: formatDayShort(to, i18n.language) }) : undefined
  }

  const period = search.period ? t(`list.periods.${search.period}`) : days()
  return {
    period: period && search.by === 'created_at' ? t('list.createdIn', { period }) : period,
    manager: split(search.manager).map(person).join(', ') || undefined,
    staff: split(search.staff).map(person).join(', ') || undefined,
    status:
      split(search.status)
        .map((status) => t(`status.${status as Status}`))
        .join(', ') || undefined,
    kind: search.kind && t(`subject.${search.kind}`),
  }
}
