import type { TFunction } from 'i18next'

export const ROLES = ['employee', 'manager', 'administrator'] as const

/** Roles are rows in the database: one that came later is called by its key. */
export function roleName(role: string | null, t: TFunction): string {
  const known = ROLES.find((each) => each === role)
  return known ? t(`role.${known}`) : (role ?? '')
}
