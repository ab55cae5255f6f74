import { useEffect, useRef } from 'react'

/** Shown first when what is chosen is within the working day. */
const FIRST_HOUR = 8

/** Opens at the working day, and keeps what is chosen in sight when it moves. */
export function useScrollToHour(wall: string | undefined) {
  const viewport = useRef<HTMLDivElement>(null)
  const hour = wall ? Number(wall.slice(11, 13)) : FIRST_HOUR
  useEffect(() => {
    const node = viewport.current
    if (!node) return
    const top = (node.scrollHeight * hour) / 24
    const visible = top >= node.scrollTop && top + node.scrollHeight / 24 <= node.scrollTop + node.clientHeight
    const isFirst = node.scrollTop === 0
    if (isFirst || !visible) node.scrollTop = (node.scrollHeight * firstHourShown(hour)) / 24
  }, [hour])
  return viewport
}

function firstHourShown(hour: number): number {
  return hour >= FIRST_HOUR && hour < FIRST_HOUR + 8 ? FIRST_HOUR : Math.max(0, hour - 3)
}
