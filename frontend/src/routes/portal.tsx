import { createFileRoute, redirect } from '@tanstack/react-router'
import { PortalShell } from '@/app/portal-shell'
import { sessionQuery } from '@/lib/session'

export const Route = createFileRoute('/portal')({
  beforeLoad: async ({ context, location }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (!session) throw redirect({ to: '/sign-in', search: { next: location.href }, replace: true })
    if (session.account.kind === 'staff') throw redirect({ to: '/meetings', replace: true })
  },
  component: PortalShell,
})
