import { useSyncExternalStore } from 'react'
import { toInstant } from '../../../shared/lib/instant.ts'

/** The day at this machine, `2026-03-05`; renders again at midnight, also after the lid was closed over it. */
export function useToday(): string {
  return useSyncExternalStore(subscribe, readToday)
}

function readToday(): string {
  return toInstant(new Date()).slice(0, 10)
}

function subscribe(listener: () => void): () => void {
  const timer = setInterval(listener, 60_000)
  return () => clearInterval(timer)
}
