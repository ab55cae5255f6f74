import { createFileRoute } from '@tanstack/react-router'
import { zoomSettingsQuery } from '@/features/settings/queries'
import { ZoomPage } from '@/features/settings/zoom-page'

export const Route = createFileRoute('/_staff/settings/zoom')({
  loader: ({ context }) => context.queryClient.ensureQueryData(zoomSettingsQuery),
  component: ZoomPage,
})
