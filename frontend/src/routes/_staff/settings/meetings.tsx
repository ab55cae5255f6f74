import { createFileRoute } from '@tanstack/react-router'
import { rulesQuery } from '@/features/settings/queries'
import { RulesPage } from '@/features/settings/rules-page'

export const Route = createFileRoute('/_staff/settings/meetings')({
  loader: ({ context }) => context.queryClient.ensureQueryData(rulesQuery),
  component: RulesPage,
})
