import { useEffect, useState } from 'react'
import { nowInstant } from '@/lib/time'

/** The current instant, renewed often enough for "in 14 minutes" to be true. */
export function useNow(everySeconds = 20): string {
  const [now, setNow] = useState(nowInstant)
  useEffect(() => {
    const timer = setInterval(() => setNow(nowInstant()), everySeconds * 1000)
    return () => clearInterval(timer)
  }, [everySeconds])
  return now
}
