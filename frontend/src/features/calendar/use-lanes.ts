import { useMediaQuery } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { everybodyQuery, hostsQuery } from '@/features/calendar/queries'
import type { CalendarView } from '@/lib/calendar'
import type { Lane } from '@/lib/calendar-boxes'
import { useMay } from '@/lib/session'
import { PHONE } from '@/ui/breakpoints'

/** A row for everybody chosen, in the day; and how many meetings each host may run at once. */
export function useLanes(people: { staff: string[]; hosts: string[] }, view: CalendarView) {
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  const { data: everybody } = useQuery(everybodyQuery)
  const { data: hosts } = useQuery({ ...hostsQuery, enabled: useMay('hosts.view') })
  const wanted = view === 'day' && !phone && people.staff.length + people.hosts.length > 1
  const key = JSON.stringify(people)
  return useMemo(() => {
    const chosen: typeof people = JSON.parse(key)
    const named = (kind: Lane['kind'], ids: string[], known: { id: string; name: string }[] = []): Lane[] =>
      ids.map((id) => ({ kind, id, name: known.find((one) => one.id === id)?.name ?? '…' }))
    return {
      lanes: wanted ? [...named('staff', chosen.staff, everybody), ...named('host', chosen.hosts, hosts)] : undefined,
      capacity: Object.fromEntries((hosts ?? []).map(({ id, capacity }) => [id, capacity])),
    }
  }, [key, wanted, everybody, hosts])
}
