import type { IncomingMessage } from 'node:http'
import { SUBPROTOCOL } from '../../../shared/sync/protocol.ts'

const PATH = '/sync/'

export interface UpgradeChecks {
  readonly isOwnHost: (header: string | undefined) => boolean
  readonly isAllowedOrigin: (origin: string, request: IncomingMessage) => boolean
}

/** Status line of a refusal, or undefined. A page can't read it: what a page should know is a close code. */
export function upgradeRefusal({ isOwnHost, isAllowedOrigin }: UpgradeChecks, request: IncomingMessage): string | undefined {
  const { host, origin } = request.headers
  if (!isOwnHost(host)) return '421 Misdirected Request'
  if (origin !== undefined && !isAllowedOrigin(origin, request)) return '403 Forbidden'
  return request.url?.startsWith(PATH) ? undefined : '404 Not Found'
}

/** `meeting/ID` may come as it is or percent-encoded. */
export function roomName(request: IncomingMessage): string | undefined {
  try {
    return decodeURIComponent((request.url ?? '').slice(PATH.length).split('?', 1)[0] ?? '')
  } catch {
    return undefined
  }
}

/** The subprotocol beside our own: never the address, which others log. */
export function tokenOf(request: IncomingMessage): string {
  const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(',').map((protocol) => protocol.trim())
  return protocols.find((protocol) => protocol !== SUBPROTOCOL) ?? ''
}
