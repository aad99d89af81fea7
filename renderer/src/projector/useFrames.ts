import { useEffect, useState } from 'react'
import { PROJECTOR_CLOSED, type ProjectorAddress } from '../../../shared/lib/projectorLink.ts'
import { ProjectorAnswerSchema, type ProjectedFrame, type ProjectorAnswer } from '../../../shared/room/projector/ProjectedFrameSchema.ts'

export type FrameState =
  | { readonly state: 'waiting' }
  /** `skew`: what to add to this machine's clock to have the hub's, in ms. `isCut`: the hub does not answer just now. */
  | { readonly state: 'shown'; readonly frame: ProjectedFrame; readonly skew: number; readonly isCut: boolean }
  /** The code counts no more; `closed`: because the meeting is over. */
  | { readonly state: 'ended' | 'closed' }

const RETRY_MS = 2_000

/** The frames as the hub gives them, one question after the other. */
export function useFrames(address: ProjectorAddress): FrameState {
  const [shown, show] = useState<FrameState>({ state: 'waiting' })
  useEffect(() => {
    const stop = new AbortController()
    void follow(address, stop.signal, show)
    return () => stop.abort()
  }, [address])
  return shown
}

type Show = (change: (before: FrameState) => FrameState) => void

async function follow(address: ProjectorAddress, signal: AbortSignal, show: Show): Promise<void> {
  let version = ''
  while (!signal.aborted) {
    const answer = await ask(address, version, signal)
    if (signal.aborted) return
    if (answer === 'ended' || answer === 'closed') {
      // What the code was for is over: it need not stand in the address.
      if (answer === 'closed') history.replaceState(null, '', PROJECTOR_CLOSED)
      show(() => ({ state: answer }))
      return
    }
    if (answer === 'cut') {
      show((before) => (before.state === 'shown' ? { ...before, isCut: true } : before))
      await pause(signal)
    } else {
      version = answer.version
      const { frame, now } = answer
      const skew = now - Date.now()
      // A hub that has started again does not know what was frozen; this page does.
      show((before) => (before.state === 'shown' && isForgotten(frame) ? { ...before, isCut: false } : { state: 'shown', frame, skew, isCut: false }))
    }
  }
}

function isForgotten({ isFrozen, isBlank, content }: ProjectedFrame): boolean {
  return isFrozen && !isBlank && content === null
}

async function ask({ hubUrl, code }: ProjectorAddress, version: string, signal: AbortSignal): Promise<ProjectorAnswer | 'ended' | 'closed' | 'cut'> {
  const url = new URL('/api/projector', hubUrl)
  url.searchParams.set('after', version)
  try {
    const response = await fetch(url, { headers: { authorization: `Projector ${code}` }, credentials: 'omit', cache: 'no-store', signal })
    if (response.status === 401) return 'ended'
    if (response.status === 409) return 'closed'
    const answer = response.ok ? ProjectorAnswerSchema.safeParse(await response.json()) : undefined
    return answer?.success ? answer.data : 'cut'
  } catch {
    return 'cut'
  }
}

function pause(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, RETRY_MS)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    }, { once: true })
  })
}
