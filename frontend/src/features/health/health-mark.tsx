import { IconAlertTriangle, IconCircleCheck, IconCircleDashed, IconCircleX } from '@tabler/icons-react'
import type { HealthState } from '@/api/types'
import classes from '@/features/health/health-mark.module.css'

const MARKS = {
  ok: IconCircleCheck,
  attention: IconAlertTriangle,
  broken: IconCircleX,
  off: IconCircleDashed,
} as const

interface HealthMarkProps {
  state: HealthState
  size?: number
}

/** The state as a shape; a word beside it says the same. */
export function HealthMark({ state, size = 22 }: HealthMarkProps) {
  const Icon = MARKS[state]
  return <Icon size={size} stroke={1.8} className={classes.mark} data-state={state} aria-hidden />
}
