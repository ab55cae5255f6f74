import { VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { formatDistance } from '@/lib/format'
import { minutesBetween, secondsBetween } from '@/lib/time'
import { useNow } from '@/lib/use-now'

interface CountdownProps {
  to: string
  now: string
}

/** `через 14:32` in the last hour, coarser before and after; a screen reader is told the minutes. */
export function Countdown({ to, now }: CountdownProps) {
  const { i18n } = useTranslation()
  const ahead = minutesBetween(now, to)
  const words = formatDistance(now, to, i18n.language)
  if (ahead < 0 || ahead >= 60) return words
  return (
    <>
      <span aria-hidden className="tabular">
        <Seconds to={to} />
      </span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </>
  )
}

function Seconds({ to }: { to: string }) {
  const { t } = useTranslation()
  const left = Math.max(0, secondsBetween(useNow(1), to))
  const time = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`
  return t('meetings.startsIn', { time })
}
