import { readFile } from 'node:fs/promises'
import { protocol } from 'electron'
import { APP } from './appOrigin.ts'
import { resolveAsset } from './resolveAsset.ts'

/**
 * People join hubs on their network by address, so a window may connect to any; it may load code, style, images and
 * workers from the application only.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "connect-src 'self' http: https: ws: wss:",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

/** Must run before the application is ready, and once. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([{ scheme: APP.scheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }])
}

/** Answers `app://huishang/…` from `root`. */
export function serveApp(root: string): void {
  protocol.handle(APP.scheme, async ({ method, url }) => {
    const asset = resolveAsset(root, method, url)
    if (asset.status !== 200) return emptyResponse(asset.status)
    const bytes = await readFile(asset.path).catch(() => undefined)
    if (!bytes) return emptyResponse(404)
    const headers = { ...HEADERS, 'Content-Type': asset.type, 'Content-Length': String(bytes.length) }
    return new Response(method === 'HEAD' ? null : new Uint8Array(bytes), { headers })
  })
}

function emptyResponse(status: 400 | 404 | 405): Response {
  return new Response(null, { status, headers: status === 405 ? { ...HEADERS, Allow: 'GET, HEAD' } : HEADERS })
}
