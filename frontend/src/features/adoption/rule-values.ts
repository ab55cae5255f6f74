/** A rule as its form has it, and as the server takes it. */
import type { AdoptionRule, AdoptionRuleCreate, Ref, SubjectKind } from '@/api/types'

export const WAYS = ['email', 'domain', 'name', 'fixed', 'nobody'] as const satisfies readonly AdoptionRule['find_by'][]

export interface RuleValues {
  name: string
  hostStaffId: string | null
  topic: string
  email: string
  findBy: AdoptionRule['find_by']
  isSure: boolean
  isActive: boolean
  subjectKind: SubjectKind
  subject: Ref | null
  staffIds: string[]
}

export function valuesOf(rule: AdoptionRule | null): RuleValues {
  return {
    name: rule?.name ?? '',
    hostStaffId: rule?.host_staff?.id ?? null,
    topic: rule?.topic ?? '',
    email: rule?.email ?? '',
    findBy: rule?.find_by ?? 'email',
    isSure: rule?.is_sure ?? false,
    isActive: rule?.is_active ?? true,
    subjectKind: rule?.subject?.kind ?? 'client',
    subject: rule?.subject ?? null,
    staffIds: rule?.staff.map(({ id }) => id) ?? [],
  }
}

/** The server's fields that the form calls otherwise. */
export const FIELD_NAMES = { host_staff_id: 'hostStaffId', find_by: 'findBy', staff_ids: 'staffIds' }

export function bodyOf(values: RuleValues): AdoptionRuleCreate {
  const isFixed = values.findBy === 'fixed' && values.subject
  return {
    name: values.name,
    is_active: values.isActive,
    host_staff_id: values.hostStaffId,
    topic: values.topic.trim() || null,
    email: values.email.trim() || null,
    find_by: values.findBy,
    is_sure: values.isSure,
    subject: isFixed ? { kind: values.subjectKind, id: isFixed.id } : null,
    staff_ids: values.staffIds,
  }
}
