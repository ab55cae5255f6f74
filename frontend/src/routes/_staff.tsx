import { createFileRoute, redirect } from '@tanstack/react-router'
import { StaffShell } from '@/app/staff-shell'
import { sessionQuery } from '@/lib/session'

export const Route = createFileRoute('/_staff')({
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (!session) throw redirect({ to: '/sign-in', search: { next: location.href }, replace: true })
    if (session.account.kind === 'contact') throw redirect({ to: '/portal', replace: true })
    return { account: session.account, permissions: session.permissions }
  },
  component: StaffShell,
})
