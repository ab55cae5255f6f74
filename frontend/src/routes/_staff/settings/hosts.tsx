import { createFileRoute } from '@tanstack/react-router'
import { HostsPage } from '@/features/settings/hosts-page'

export const Route = createFileRoute('/_staff/settings/hosts')({ component: HostsPage })
