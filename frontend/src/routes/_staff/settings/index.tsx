import { createFileRoute, redirect } from '@tanstack/react-router'

export const Route = createFileRoute('/_staff/settings/')({
  beforeLoad: ({ context }) => {
    const mayEdit = context.permissions.includes('settings.edit')
    throw redirect({ to: mayEdit ? '/settings/zoom' : '/settings/profile', replace: true })
  },
})
