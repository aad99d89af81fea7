import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import type { Host } from '../../../shared/host.ts'
import { useCollection } from '../hooks/useCollection.ts'
import { useHost } from '../hooks/useHost.ts'
import { useRoomState } from '../hooks/useRoomState.ts'
import { useJoined } from '../hooks/useSession.ts'
import { WitnessContext } from '../hooks/useWitness.ts'
import { openDeviceSigner } from '../sync/witness/deviceSigner.ts'
import { keptCheckpoints } from '../sync/witness/keptCheckpoints.ts'
import { findVerify, windowCrypto } from '../sync/witness/windowEd25519.ts'
import { witnessLedger, type WitnessParts, type WitnessState } from '../sync/witness/witnessLedger.ts'

/** [A3] This window is a witness: whenever it comes online and whenever a meeting closes, it verifies the hub's ledger. */
export function LedgerWitness({ children }: { readonly children: ReactNode }) {
  const host = useHost()
  const { session, directory, directoryConnection } = useJoined()
  const isLive = useRoomState(directoryConnection).state === 'live'
  const recorded = useCollection(directory.meetings).filter(({ record }) => record !== null)
  const ids = recorded.map(({ id }) => id).toSorted().join(' ')
  const [found, setFound] = useState<WitnessState>({ state: 'unknown' })
  const [looks, setLooks] = useState(0)
  const lookAgain = useCallback(() => setLooks((before) => before + 1), [])
  /** Closed before this window looked for the first time: others were in the room for those. */
  const seen = useRef<ReadonlySet<string> | null>(null)
  const queue = useRef(Promise.resolve())
  const asked = [looks, ids].join(' ')
  const personId = session.person.id
  const device = useMemo(() => openDevice(host, personId), [host, personId])
  useEffect(() => {
    if (!isLive) return undefined
    const gone = new AbortController()
    const all = asked.split(' ').slice(1).filter((id) => id !== '')
    const closed = seen.current ? all.filter((id) => !seen.current?.has(id)) : []
    seen.current ??= new Set(all)
    const look = async (): Promise<void> => {
      if (gone.signal.aborted) return
      const outcome = await witnessLedger({ session, kept: keptCheckpoints(personId), ...(await device), now: () => new Date() }, closed)
      if (outcome.state === 'verified') seen.current = new Set([...(seen.current ?? []), ...closed])
      if (!gone.signal.aborted && outcome.state !== 'unknown') setFound(outcome)
    }
    // One look after the other: two at once would both compare with what was kept before.
    queue.current = queue.current.then(look).catch(() => undefined)
    return () => gone.abort()
  }, [session, personId, device, isLive, asked])
  const witness = useMemo(() => ({ found, lookAgain }), [found, lookAgain])
  return <WitnessContext value={witness}>{children}</WitnessContext>
}

/** What this machine can verify and sign with. */
async function openDevice(host: Host, personId: string): Promise<Pick<WitnessParts, 'verify' | 'signer'>> {
  const subtle = windowCrypto()
  const verify = await findVerify(subtle)
  return { verify, signer: verify && (await openDeviceSigner(host, subtle, personId)) }
}
