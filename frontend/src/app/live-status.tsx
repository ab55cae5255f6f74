import { Text } from '@mantine/core'
import { IconCloudOff } from '@tabler/icons-react'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '@/app/live-status.module.css'
import { followChanges } from '@/lib/live'

/** Keeps the screen up to date. It is seen only when it cannot. */
export function LiveStatus() {
  const { t } = useTranslation()
  const queryClient = useQueryClient()
  const [isLost, setLost] = useState(false)
  useEffect(() => followChanges(queryClient, setLost), [queryClient])
  return (
    <div role="status" className={classes.place}>
      {isLost && (
        <Text className={classes.hint} fz={13}>
          <IconCloudOff size={16} aria-hidden />
          {t('live.lost')}
        </Text>
      )}
    </div>
  )
}
