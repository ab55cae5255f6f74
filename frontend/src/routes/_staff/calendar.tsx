import { createFileRoute } from '@tanstack/react-router'
import { CalendarPage } from '@/features/calendar/calendar-page'
import { readSearch } from '@/features/calendar/search'

export const Route = createFileRoute('/_staff/calendar')({
  validateSearch: readSearch,
  component: CalendarPage,
})
