import { useEffect, useState } from 'react'
import { useHost } from '../../hooks/useHost.ts'
import { useJoined } from '../../hooks/useSession.ts'
import { keepSession } from '../../sync/session.ts'

export type SecretProtection = 'protected' | 'unprotectedDesktop' | 'unprotectedBrowser'

/** Where the session's token is kept; null while unknown. A machine tells only when it writes, so the same is written again. */
export function useSecretProtection(): SecretProtection | null {
  const host = useHost()
  const { session } = useJoined()
  const [isProtected, setIsProtected] = useState<boolean | null>(null)
  useEffect(() => {
    void keepSession(host, session).then((kept) => setIsProtected(kept.ok ? kept.value.isProtected : null))
  }, [host, session])
  if (isProtected === null) return null
  if (isProtected) return 'protected'
  return host.kind === 'desktop' ? 'unprotectedDesktop' : 'unprotectedBrowser'
}
