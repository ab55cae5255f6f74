import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { recordQuery } from '@/features/directory/noun'
import { Overview } from '@/features/directory/overview'
import { staff } from '@/features/directory/staff'
import { LOCALE_NAMES } from '@/lib/i18n'
import { roleName } from '@/lib/role-name'
import { nowInstant } from '@/lib/time'
import { zoneLabel } from '@/lib/zones'
import { MailLink } from '@/ui/reach-links'

const route = getRouteApi('/_staff/staff/$staffId/')

export function StaffOverview({ meetings }: { meetings: ReactNode }) {
  const { t } = useTranslation()
  const { staffId } = route.useParams()
  const { data: person } = useSuspenseQuery(recordQuery(staff, staffId))
  return (
    <Overview
      facts={[
        { name: t('directory.email'), value: <MailLink email={person.email} /> },
        { name: t('directory.position'), value: person.position },
        { name: t('directory.team'), value: person.team?.name },
        { name: t('directory.role'), value: roleName(person.role, t) },
        { name: t('directory.zone'), value: zoneLabel(person.timezone, nowInstant(), t) },
        { name: t('directory.locale'), value: LOCALE_NAMES[person.locale] },
        { name: t('directory.status'), value: person.is_active ? t('directory.active') : t('directory.inactive') },
      ]}
      beside={meetings}
    />
  )
}
