import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Lead } from '@/api/types'

const COLORS = { new: 'brand', in_work: 'orange', converted: 'teal', lost: 'gray' } as const

export function LeadStatus({ status }: Pick<Lead, 'status'>) {
  const { t } = useTranslation()
  return <Badge color={COLORS[status]}>{t(`leadStatus.${status}`)}</Badge>
}
