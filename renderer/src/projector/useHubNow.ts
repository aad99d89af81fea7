import { useEffect, useState } from 'react'

/** The hub's clock in ms, renewed every second. @param skew what it is ahead of this machine's */
export function useHubNow(skew: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return now + skew
}
