/** A rule in words. */
import type { TFunction } from 'i18next'
import type { AdoptionRule } from '@/api/types'

export function conditionsOf({ topic, email, host_staff: host }: AdoptionRule, t: TFunction): string {
  const conditions = [
    topic && t('adoption.ifTopic', { topic }),
    email && t('adoption.ifEmail', { email }),
    host && t('adoption.ifHost', { name: host.name }),
  ].filter(Boolean)
  return conditions.length > 0 ? conditions.join(', ') : t('adoption.ifAny')
}

export function effectOf(rule: AdoptionRule, t: TFunction): string {
  const { find_by: way, is_sure: isSure, subject, staff } = rule
  const found = way === 'fixed' ? t('adoption.thenFixed', { name: subject?.name ?? '' }) : t(`adoption.ways.${way}`)
  const mode = way === 'nobody' ? null : isSure ? t('adoption.thenSet') : t('adoption.thenPropose')
  const adds = staff.length > 0 ? t('adoption.adds', { names: staff.map(({ name }) => name).join(', ') }) : null
  return [found, mode, adds].filter(Boolean).join(' · ')
}
