import { createFileRoute, redirect, type SearchSchemaInput } from '@tanstack/react-router'
import { SignInPage } from '@/features/session/sign-in-page'
import { sessionQuery } from '@/lib/session'

export const Route = createFileRoute('/sign-in')({
  // Only ways into our own pages: an address elsewhere could be a trap in a mail.
  validateSearch: ({ next }: { next?: string } & SearchSchemaInput): { next?: string } =>
    typeof next === 'string' && /^\/(?![/\\])/.test(next) ? { next } : {},
  beforeLoad: async ({ context, search }) => {
    const session = await context.queryClient.ensureQueryData(sessionQuery)
    if (session) throw redirect({ href: search.next ?? '/', replace: true })
  },
  component: SignInPage,
})
