import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'

const MIME_TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  jpg: 'image/jpeg',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  ttf: 'font/ttf',
  txt: 'text/plain; charset=utf-8',
  // Streaming compilation refuses any other type.
  wasm: 'application/wasm',
  webmanifest: 'application/manifest+json',
  woff: 'font/woff',
  woff2: 'font/woff2',
}

/** `connect-src` is open: one page may join hubs on other addresses. Everything else is this hub's own. */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self' ws: wss: http: https:",
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

export const PAGE_HEADERS = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
} as const

const YEAR_SECONDS = 31_536_000

/** Answers with a file of the built renderer. Routes are in the page's fragment, so every path is a file. */
export async function servePage(rendererDir: string, request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    end(response, 405, 'This address takes GET and HEAD.', { Allow: 'GET, HEAD' })
    return
  }
  const names = pageSegments(pathname)
  const bytes = names && (await readFile(join(rendererDir, ...names)).catch(() => undefined))
  if (!names || !bytes) {
    const isRoot = names?.length === 1 && names[0] === 'index.html'
    end(response, 404, isRoot ? 'The pages are not built: run the build first.' : 'There is no such page.')
    return
  }
  const extension = names.at(-1)?.split('.').at(-1)?.toLowerCase() ?? ''
  response.writeHead(200, {
    ...PAGE_HEADERS,
    'Content-Type': MIME_TYPES[extension] ?? 'application/octet-stream',
    'Content-Length': bytes.length,
    // The build puts a hash of the content into the names below assets/, and nowhere else.
    'Cache-Control': names[0] === 'assets' ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

/** The file's path below the renderer's folder, or undefined if the address could be read as leading out of it. */
export function pageSegments(pathname: string): readonly string[] | undefined {
  const names: string[] = []
  const raw = pathname.slice(1).split('/')
  for (const [index, segment] of raw.entries()) {
    if (segment === '' && index === raw.length - 1) {
      names.push('index.html')
      continue
    }
    const name = decodeSegment(segment)
    if (name === undefined) return undefined
    names.push(name)
  }
  return names
}

function decodeSegment(segment: string): string | undefined {
  try {
    const name = decodeURIComponent(segment)
    // Hidden files and `..`; separators that encoding hid; control characters, drive letters, alternate streams.
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    return name === '' || name.startsWith('.') || /[/\\:\u0000-\u001f\u007f]/.test(name) ? undefined : name
  } catch {
    return undefined
  }
}

function end(response: ServerResponse, status: number, text: string, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { ...PAGE_HEADERS, ...headers, 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(`${text}\n`)
}
