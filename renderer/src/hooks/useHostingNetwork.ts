import { useEffect, useState } from 'react'
import type { HostingNetwork } from '../../../shared/ipc.ts'
import { useHost } from './useHost.ts'
import { useRequest, type Request } from './useRequest.ts'

export interface HostingNetworkControl extends Pick<Request, 'isRunning' | 'failure'> {
  readonly network: HostingNetwork
  readonly change: (changes: Partial<Pick<HostingNetwork, 'isShared' | 'isAnnounced'>>) => void
}

/** How often addresses are looked at again while somebody looks at them, in ms: cables are plugged in, networks change. */
const AGAIN_MS = 3000

/** Who may reach the hub that runs on this machine; null where none does, and until that is known. */
export function useHostingNetwork(isHosted: boolean): HostingNetworkControl | null {
  const { hosting } = useHost()
  const [network, setNetwork] = useState<HostingNetwork | null>(null)
  const { isRunning, failure, run } = useRequest()
  useEffect(() => {
    if (!hosting || !isHosted) return undefined
    const state = { isGone: false }
    const look = async (): Promise<void> => {
      const hosted = await hosting.state()
      if (!state.isGone && hosted.ok && hosted.value.state === 'running') setNetwork(hosted.value.network)
    }
    void look()
    const timer = setInterval(() => void look(), AGAIN_MS)
    return () => {
      state.isGone = true
      clearInterval(timer)
    }
  }, [hosting, isHosted])
  if (!hosting || !network) return null
  const change: HostingNetworkControl['change'] = (changes) => {
    const { isShared, isAnnounced } = { ...network, ...changes }
    void run(() => hosting.setNetwork({ isShared, isAnnounced })).then((changed) => {
      if (changed.ok && changed.value.state === 'running') setNetwork(changed.value.network)
    })
  }
  return { network, isRunning, failure, change }
}
