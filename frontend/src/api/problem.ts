/** The one error class of the page: a Problem (RFC 9457) that the API answered, or the lack of any answer. */
import type { Conflict, Problem } from '@/api/types'

type FieldErrors = NonNullable<Problem['errors']>

/** What some problems tell beside the usual. */
interface Extras {
  conflicts?: Conflict[]
  references?: Record<string, number>
}

export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly fields: FieldErrors
  /** With the code `overlap`: what the meeting would collide with. */
  readonly conflicts: Conflict[]
  /** With the code `in_use`: how many of what refer to it, by the names of the API's collections. */
  readonly references: Record<string, number>
  readonly requestId: string | null

  constructor(status: number, body: Partial<Problem> & Extras) {
    super(body.detail ?? body.title ?? '')
    this.name = 'ApiError'
    this.status = status
    this.code = body.code ?? 'unexpected'
    this.fields = body.errors ?? []
    this.conflicts = body.conflicts ?? []
    this.references = body.references ?? {}
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
