import { Badge } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { differencesCountQuery } from '@/features/differences/queries'

const MOST_SHOWN = 99

/** How many differences wait for a decision; nothing when none does. */
export function DifferencesCount() {
  const { t } = useTranslation()
  const { data: count = 0 } = useQuery(differencesCountQuery)
  if (count === 0) return null
  return (
    <Badge ml="auto" size="sm" color="orange" circle={count < 10} aria-label={t('differences.count', { count })}>
      {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
    </Badge>
  )
}
