import { createHash } from 'node:crypto'
import { shareAddresses } from '../addresses.ts'
import { MULTICAST, type Multicast } from './multicast.ts'

/** What a hub says of itself to everybody on the network: how to find it, and nothing about people. */
export interface HubNotice {
  readonly workspaceName: string
  readonly workspaceId: string | null
  readonly port: number
  readonly fingerprint: string
}

export interface Announcement {
  /** Looks again whether there is something to say. */
  refresh(): void
  close(): void
}

/** A machine that changes networks, or a workspace that is renamed, is announced anew within this time, in ms. */
const REFRESH_MS = 15_000
/** One entry of a TXT record holds 255 bytes with its name. */
const MOST_NAME_BYTES = 240
const VERSION = '1'

/** Announces the hub while `describe` gives something to announce. It says goodbye when that ends. */
export function announceHub(describe: () => HubNotice | null, multicast: Multicast = MULTICAST): Announcement {
  const held: { said: string; stop?: (() => void) | undefined } = { said: '' }

  function refresh(): void {
    const notice = describe()
    const wanted = notice ? JSON.stringify([notice, shareAddresses('0.0.0.0')]) : ''
    if (wanted === held.said) return
    held.stop?.()
    held.said = wanted
    held.stop = notice ? multicast.publish({ name: serviceName(notice), port: notice.port, txt: toTxt(notice) }) : undefined
  }

  const timer = setInterval(refresh, REFRESH_MS)
  timer.unref()
  refresh()
  return {
    refresh,
    close: () => {
      clearInterval(timer)
      held.stop?.()
      held.stop = undefined
    },
  }
}

/** Of the fingerprint and the port, so that it is unique and tells nothing. */
function serviceName({ fingerprint, port }: HubNotice): string {
  return `huishang-${createHash('sha256').update(`${fingerprint} ${port}`).digest('hex').slice(0, 12)}`
}

function toTxt({ workspaceName, workspaceId, fingerprint }: HubNotice): Record<string, string> {
  return { v: VERSION, name: shortened(workspaceName), fp: fingerprint, ...(workspaceId !== null && { id: workspaceId }) }
}

function shortened(name: string): string {
  const letters = [...name]
  while (Buffer.byteLength(letters.join('')) > MOST_NAME_BYTES) letters.pop()
  return letters.join('')
}
