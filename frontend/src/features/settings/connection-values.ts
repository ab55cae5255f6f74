import type { ConnectionToCheck, ZoomSettings, ZoomSettingsUpdate } from '@/api/types'

export interface ConnectionValues {
  account_id: string
  client_id: string
  client_secret: string
  webhook_secret: string
  account_email: string | null
}

/** Secrets are never told, so their fields begin empty; empty means "as before". */
export function valuesOf(settings: ZoomSettings): ConnectionValues {
  const { account_id, client_id, account_email } = settings
  return { account_id, client_id, account_email, client_secret: '', webhook_secret: '' }
}

/** What is pasted often brings a space along. */
function given(text: string): string | null {
  return text.trim() || null
}

export function toUpdate(values: ConnectionValues, version: number): ZoomSettingsUpdate {
  return {
    account_id: values.account_id.trim(),
    client_id: values.client_id.trim(),
    client_secret: given(values.client_secret),
    webhook_secret: given(values.webhook_secret),
    account_email: values.account_email,
    version,
  }
}

export function toCheck(values: ConnectionValues): ConnectionToCheck {
  return {
    account_id: given(values.account_id),
    client_id: given(values.client_id),
    client_secret: given(values.client_secret),
    account_email: values.account_email,
  }
}
