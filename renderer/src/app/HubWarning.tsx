import { useEffect, useState } from 'react'
import type { HubVerdict } from '../../../shared/ipc.ts'
import { useHost } from '../hooks/useHost.ts'
import { useRoomState } from '../hooks/useRoomState.ts'
import { useSentence } from '../hooks/useSentence.ts'
import { useJoined } from '../hooks/useSession.ts'
import { FailureText } from '../ui/FailureText.tsx'

/** How often a hub that is away is looked at again, in ms. */
const AGAIN_MS = 15_000

const WORDS: Partial<Record<HubVerdict['state'], string>> = {
  changed: 'certificate-changed',
  unknown: 'certificate-changed',
  unencrypted: 'hub-unencrypted',
  'restart-needed': 'restart-needed',
}

/** Being offline because the network is away passes by itself; being offline because the hub is not the one we know does not. */
export function HubWarning() {
  const sentence = useSentence()
  const { trust } = useHost()
  const { session, directoryConnection } = useJoined()
  const isAway = useRoomState(directoryConnection).state === 'offline'
  const [kind, setKind] = useState<string | undefined>()
  const { hubUrl, fingerprint = null, isHosted } = session
  useEffect(() => {
    if (!trust || isHosted || !isAway) {
      setKind(undefined)
      return undefined
    }
    const state = { isGone: false }
    const look = async (): Promise<void> => {
      const verdict = await trust.verify(hubUrl, fingerprint)
      if (!state.isGone && verdict.ok) setKind(WORDS[verdict.value.state])
    }
    void look()
    const timer = setInterval(() => void look(), AGAIN_MS)
    return () => {
      state.isGone = true
      clearInterval(timer)
    }
  }, [trust, hubUrl, fingerprint, isHosted, isAway])
  if (kind === undefined) return null
  return (
    <div className="frame-warning">
      <FailureText>{sentence({ kind })}</FailureText>
    </div>
  )
}
