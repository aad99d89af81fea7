import type { Session } from 'electron'
import { isAppUrl } from './appOrigin.ts'

/** Reaching the hub on this machine or this network, and the copy button. Without a handler Electron grants everything. */
const GRANTED: ReadonlySet<string> = new Set(['loopback-network', 'local-network', 'local-network-access', 'clipboard-sanitized-write'])

/** Whether a page may use `permission`. Only our own top page, and only what it needs. */
export function isPermitted(permission: string, url: string, isMainFrame: boolean): boolean {
  return GRANTED.has(permission) && isMainFrame && isAppUrl(url)
}

/** Denies by default whatever a page of this session asks of the machine. */
export function restrictPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl, isMainFrame }) =>
    answer(isPermitted(permission, requestingUrl, isMainFrame)))
  session.setPermissionCheckHandler((_contents, permission, origin, { isMainFrame }) => isPermitted(permission, origin, isMainFrame))
  session.setDevicePermissionHandler(() => false)
  session.setDisplayMediaRequestHandler((_request, answer) => answer(null))
}
