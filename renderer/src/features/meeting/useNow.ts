import { useEffect, useState } from 'react'

/** The time, in ms, renewed every `interval` ms. Use it in the smallest view that shows it. */
export function useNow(interval: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), interval)
    return () => clearInterval(timer)
  }, [interval])
  return now
}
