import { useMediaQuery } from '@mantine/hooks'
import { createFileRoute } from '@tanstack/react-router'
import { DashboardPage } from '@/features/dashboard/dashboard-page'
import { dashboardQuery } from '@/features/dashboard/queries'
import { NextMeeting } from '@/features/meetings/next-meeting'
import { useNow } from '@/lib/use-now'
import { PHONE } from '@/ui/breakpoints'

export const Route = createFileRoute('/_staff/dashboard')({
  // Asked for before the page is drawn; a failure is the page's to show.
  loader: ({ context }) => context.queryClient.prefetchQuery(dashboardQuery),
  component: Dashboard,
})

function Dashboard() {
  const now = useNow()
  const phone = useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false })
  return <DashboardPage nextMeeting={<NextMeeting now={now} compact={phone} withNone />} />
}
