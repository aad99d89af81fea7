import { readFile } from 'node:fs/promises'
import { protocol, type Session } from 'electron'
import { APP_PAGE_HEADERS } from '../hub/http/pageHeaders.ts'
import { APP } from './appOrigin.ts'
import { resolveAsset } from './resolveAsset.ts'

/** Must run before the application is ready, and once. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP.scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

/** Answers a session's `app://huishang/…` from `root`. */
export function serveApp(session: Pick<Session, 'protocol'>, root: string): void {
  session.protocol.handle(APP.scheme, async ({ method, url }) => {
    const asset = resolveAsset(root, method, url)
    if (asset.status !== 200) return emptyResponse(asset.status)
    const bytes = await readFile(asset.path).catch(() => undefined)
    if (!bytes) return emptyResponse(404)
    const headers = { ...APP_PAGE_HEADERS, 'Content-Type': asset.type, 'Content-Length': String(bytes.length) }
    return new Response(method === 'HEAD' ? null : new Uint8Array(bytes), { headers })
  })
}

function emptyResponse(status: 400 | 404 | 405): Response {
  return new Response(null, { status, headers: status === 405 ? { ...APP_PAGE_HEADERS, Allow: 'GET, HEAD' } : APP_PAGE_HEADERS })
}
