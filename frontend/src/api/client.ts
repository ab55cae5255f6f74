/** The typed client: every request carries the CSRF header, every POST an idempotency key. */
import createClient, { type Middleware } from 'openapi-fetch'
import { ApiError } from '@/api/problem'
import type { paths } from '@/api/schema.gen'

/** `crypto.randomUUID` exists only on secure origins; this works on a plain-HTTP intranet too. */
export function newIdempotencyKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

const headers: Middleware = {
  onRequest({ request }) {
    request.headers.set('X-Parley', '1')
    if (request.method === 'POST' && !request.headers.has('Idempotency-Key')) {
      request.headers.set('Idempotency-Key', newIdempotencyKey())
    }
    return request
  },
}

export const api = createClient<paths>({
  baseUrl: window.location.origin,
  // Looked up at each call, so that a test can stand in for the network.
  fetch: (request) => fetch(request),
  querySerializer: { array: { style: 'form', explode: true } },
})
api.use(headers)

interface Answer<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** Awaits an answer of `api` and returns its data, or throws an `ApiError`. */
export async function take<Data>(request: Promise<Answer<Data>>): Promise<Data> {
  const { data, error, response } = await request.catch((reason: unknown) => {
    // Query cancels a request nobody waits for any more; that is not a failure.
    if (reason instanceof DOMException && reason.name === 'AbortError') throw reason
    throw ApiError.unreachable()
  })
  if (!response.ok) throw ApiError.fromBody(response.status, error)
  return data as Data
}
