import { Badge } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { inboxCountQuery } from '@/features/adoption/queries'

const MOST_SHOWN = 99

/** How many meetings wait for the reader's decision; nothing when none does. */
export function InboxCount() {
  const { t } = useTranslation()
  const { data: count = 0 } = useQuery(inboxCountQuery)
  if (count === 0) return null
  return (
    <Badge ml="auto" size="sm" circle={count < 10} aria-label={t('adoption.waiting', { count })}>
      {count > MOST_SHOWN ? `${MOST_SHOWN}+` : count}
    </Badge>
  )
}
