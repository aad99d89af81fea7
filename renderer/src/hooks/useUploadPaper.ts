import { useCallback, useRef, useState } from 'react'
import { err, type Result } from '../../../shared/lib/result.ts'
import { MOST_PAPER_BYTES, type Paper } from '../../../shared/schema/submission.ts'
import { uploadPaper, type HubError } from '../sync/hubClient.ts'
import { useJoined } from './useSession.ts'

/** What has left this machine, in bytes; null while nothing is on its way. */
export type UploadProgress = { readonly sent: number; readonly all: number } | null

export interface UploadPaper {
  readonly progress: UploadProgress
  /** Gives the hub a file's bytes. The kind `cancelled` is the person's own. */
  readonly upload: (file: File) => Promise<Result<Pick<Paper, 'bytes' | 'sha256' | 'type'>, HubError | { readonly kind: 'cancelled' | 'paper-empty' | 'paper-too-large' }>>
  readonly cancel: () => void
}

export function useUploadPaper(): UploadPaper {
  const { session } = useJoined()
  const [progress, setProgress] = useState<UploadProgress>(null)
  const running = useRef<AbortController | null>(null)
  const upload = useCallback<UploadPaper['upload']>(
    async (file) => {
      if (file.size === 0) return err({ kind: 'paper-empty' })
      if (file.size > MOST_PAPER_BYTES) return err({ kind: 'paper-too-large' })
      const controller = new AbortController()
      running.current = controller
      setProgress({ sent: 0, all: file.size })
      const sent = await uploadPaper(session, file, controller.signal, (done) => setProgress({ sent: Math.min(done, file.size), all: file.size }))
      setProgress(null)
      if (controller.signal.aborted) return err({ kind: 'cancelled' })
      return sent.ok ? { ok: true, value: { ...sent.value, type: file.type.slice(0, 500) } } : sent
    },
    [session],
  )
  const cancel = useCallback(() => running.current?.abort(), [])
  return { progress, upload, cancel }
}
