import { useEffect, useState } from 'react'
import type { PeerHostState } from '../../../shared/ipc.ts'
import { useCollection } from '../hooks/useCollection.ts'
import { useHost } from '../hooks/useHost.ts'
import type { Joined } from '../hooks/useSession.ts'

const LOOK_MS = 1_000
const OFF: PeerHostState = { state: 'off' }

/** Keeps this machine's copy going while the person at it is named to take over. @returns how the copy stands. */
export function useStandby({ session, directory }: Pick<Joined, 'session' | 'directory'>): PeerHostState {
  const { standby } = useHost()
  const isNamed = useCollection(directory.standIns).some(({ id }) => id === session.person.id)
  const [state, setState] = useState<PeerHostState>(OFF)
  const { hubUrl, token, fingerprint = null, isHosted } = session
  const personId = session.person.id
  useEffect(() => {
    if (standby && (isNamed || isHosted)) void standby.follow({ hubUrl, token, fingerprint, personId, isHosted })
  }, [standby, isNamed, isHosted, hubUrl, token, fingerprint, personId])
  useEffect(() => {
    if (!standby) return undefined
    const look = (): void => void standby.state().then((answer) => setState((before) => keepEqual(before, answer.ok ? answer.value : OFF)))
    look()
    const timer = setInterval(look, LOOK_MS)
    return () => clearInterval(timer)
  }, [standby])
  return state
}

function keepEqual(before: PeerHostState, now: PeerHostState): PeerHostState {
  return JSON.stringify(before) === JSON.stringify(now) ? before : now
}
