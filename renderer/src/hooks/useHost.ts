import { createContext, useContext } from 'react'
import { assert } from '../../../shared/lib/assert.ts'
import type { Host } from '../../../shared/host.ts'

export const HostContext = createContext<Host | null>(null)

/** The machine this window is on. */
export function useHost(): Host {
  const host = useContext(HostContext)
  assert(host !== null, 'useHost outside HostContext')
  return host
}
