import { useCallback } from 'react'
import type { Paper } from '../../../shared/schema/submission.ts'
import { fetchPaper } from '../sync/hubClient.ts'
import { useHost } from './useHost.ts'
import { useNotice } from './useNotice.ts'
import { useRequest } from './useRequest.ts'
import { useJoined } from './useSession.ts'

/** Fetches a paper that a room lists from the hub and saves it on this machine; what goes wrong is shown as a notice. */
export function useSavePaper(room: string): { readonly isRunning: boolean; readonly save: (paper: Pick<Paper, 'name' | 'sha256'>) => Promise<void> } {
  const { session } = useJoined()
  const host = useHost()
  const notice = useNotice()
  const { isRunning, run } = useRequest()
  const save = useCallback(
    async ({ name, sha256 }: Pick<Paper, 'name' | 'sha256'>): Promise<void> => {
      const fetched = await run(() => fetchPaper(session, room, sha256))
      if (!fetched.ok) return notice.error(fetched.error)
      const saved = await host.saveFile(name, fetched.value)
      if (!saved.ok && saved.error.kind !== 'cancelled') notice.error(saved.error)
    },
    [session, room, host, notice, run],
  )
  return { isRunning, save }
}
