/**
 * People join hubs by address, so a page may connect to any; it may load code, style, images and workers from the
 * application only. `connect`: where it may send to.
 */
function contentSecurityPolicy(connect: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self' data:",
    `connect-src 'self' ${connect}`,
    "worker-src 'self'",
    "manifest-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** On every answer that a page may be made of. */
export const PAGE_HEADERS = {
  'Content-Security-Policy': contentSecurityPolicy('http: https: ws: wss:'),
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const

/** The same on the desktop's own scheme: its page sends nothing over a network that is not encrypted. */
export const APP_PAGE_HEADERS = {
  ...PAGE_HEADERS,
  'Content-Security-Policy': contentSecurityPolicy('https: wss: http://127.0.0.1:* ws://127.0.0.1:* http://localhost:* ws://localhost:*'),
} as const
