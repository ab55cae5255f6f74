import { expect, test, vi } from 'vitest'
import { api, take } from '@/api/client'
import { ApiError } from '@/api/problem'
import { stubServer } from '@/test-page'

const CREDENTIALS = { email: 'anna@parley.example', password: 'x' }

function askedWith(server: ReturnType<typeof stubServer>): Headers {
  const [request] = server.mock.calls[0] ?? []
  return request?.headers ?? new Headers()
}

test('every request says that it comes from our page', async () => {
  const server = stubServer(200, {})
  await take(api.GET('/api/v1/session'))
  expect(askedWith(server).get('X-Parley')).toBe('1')
  expect(askedWith(server).has('Idempotency-Key')).toBe(false)
})

test('a POST has an idempotency key, another one each time', async () => {
  const server = stubServer(200, {})
  await take(api.POST('/api/v1/session', { body: CREDENTIALS }))
  await take(api.POST('/api/v1/session', { body: CREDENTIALS }))
  const keys = server.mock.calls.map(([request]) => request.headers.get('Idempotency-Key'))
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/)
  expect(keys[0]).not.toBe(keys[1])
})

test('a key that the caller chose is kept', async () => {
  const server = stubServer(200, {})
  await take(api.POST('/api/v1/session', { body: CREDENTIALS, headers: { 'Idempotency-Key': 'mine' } }))
  expect(askedWith(server).get('Idempotency-Key')).toBe('mine')
})

test('a problem is thrown with its code, its sentence and its fields', async () => {
  const errors = [{ loc: ['body', 'topic'], message: 'Too long.', code: 'string_too_long' }]
  stubServer(422, { code: 'invalid', detail: 'Nothing was saved.', errors, request_id: 'r-1' })
  const failure = await take(api.GET('/api/v1/session')).catch((error: unknown) => error)
  expect(failure).toBeInstanceOf(ApiError)
  expect(failure).toMatchObject({ status: 422, code: 'invalid', message: 'Nothing was saved.', fields: errors })
})

test('an answer of a proxy that is no problem is still one error with its status', async () => {
  vi.stubGlobal('fetch', async () => new Response('<h1>Bad gateway</h1>', { status: 502 }))
  await expect(take(api.GET('/api/v1/session'))).rejects.toMatchObject({ status: 502, code: 'unexpected' })
})

test('no answer at all is called unreachable', async () => {
  vi.stubGlobal('fetch', async () => Promise.reject(new TypeError('Failed to fetch')))
  await expect(take(api.GET('/api/v1/session'))).rejects.toMatchObject({ status: 0, code: 'unreachable' })
})
