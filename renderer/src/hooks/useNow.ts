import { useSyncExternalStore } from 'react'

const MINUTE = 60_000

/** The current time to the minute; renders again when the minute changes. */
export function useNow(): Date {
  return new Date(useSyncExternalStore(everyMinute, readMinute) * MINUTE)
}

function readMinute(): number {
  return Math.floor(Date.now() / MINUTE)
}

function everyMinute(listener: () => void): () => void {
  const timer = setInterval(listener, 1000)
  return () => clearInterval(timer)
}
