import { type ErrorComponentProps, useRouter } from '@tanstack/react-router'
import { useEffect } from 'react'
import { ApiError } from '@/api/problem'
import { NotFound } from '@/app/not-found'
import { ErrorState } from '@/ui/error-state'

const RELOADED = 'parley-reloaded-for'

/** After a release the old page asks for a chunk that is gone: the new page knows the new ones. Once, not for ever. */
function reloadForNewVersion(error: unknown): void {
  if (!(error instanceof Error)) return
  if (!/dynamically imported module|module script/i.test(error.message)) return
  if (sessionStorage.getItem(RELOADED) === error.message) return
  sessionStorage.setItem(RELOADED, error.message)
  window.location.reload()
}

export function RouteError({ error, reset }: ErrorComponentProps) {
  const router = useRouter()
  useEffect(() => reloadForNewVersion(error), [error])
  if (error instanceof ApiError && error.status === 404) return <NotFound />
  const retry = () => {
    reset()
    void router.invalidate()
  }
  return <ErrorState error={error} onRetry={retry} />
}
