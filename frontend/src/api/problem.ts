/** The one error class of the page: a Problem (RFC 9457) that the API answered, or the lack of any answer. */
import type { Conflict, Problem } from '@/api/types'

type FieldErrors = NonNullable<Problem['errors']>

export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly fields: FieldErrors
  /** With the code `overlap`: what the meeting would collide with. */
  readonly conflicts: Conflict[]
  readonly requestId: string | null

  constructor(status: number, body: Partial<Problem> & { conflicts?: Conflict[] }) {
    super(body.detail ?? body.title ?? '')
    this.name = 'ApiError'
    this.status = status
    this.code = body.code ?? 'unexpected'
    this.fields = body.errors ?? []
    this.conflicts = body.conflicts ?? []
    this.requestId = body.request_id ?? null
  }

  /** A proxy may answer with HTML; then only the status is known. */
  static fromBody(status: number, body: unknown): ApiError {
    return new ApiError(status, typeof body === 'object' && body !== null ? body : {})
  }

  static unreachable(): ApiError {
    return new ApiError(0, { code: 'unreachable' })
  }

  get isSignedOut(): boolean {
    return this.status === 401
  }

  get isStale(): boolean {
    return this.code === 'stale_version' || this.status === 412
  }
}
