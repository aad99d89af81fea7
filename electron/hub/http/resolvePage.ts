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

/** `names`: the file's path below the folder of pages, one name each; `type`: its media type. */
export type Page =
  | { readonly status: 200; readonly names: readonly string[]; readonly type: string }
  | { readonly status: 400 | 404 | 405 }

/**
 * Which file of the built renderer a request means; a folder means its `index.html`. The names never lead out of the
 * folder they are joined to; whether the file exists is for the caller to see.
 */
export function resolvePage(method: string, pathname: string): Page {
  if (method !== 'GET' && method !== 'HEAD') return { status: 405 }
  const segments = decodedSegments(pathname)
  if (!segments) return { status: 400 }
  // The build makes no hidden file; one that is there came by accident (`.env`).
  if (segments.some((segment) => segment.startsWith('.'))) return { status: 404 }
  const names = segments.at(-1) === '' ? [...segments.slice(0, -1), 'index.html'] : segments
  const extension = names.at(-1)?.split('.').at(-1)?.toLowerCase() ?? ''
  return { status: 200, names, type: MIME_TYPES[extension] ?? 'application/octet-stream' }
}

/** Undefined if the path holds something that a file system could read as another path. */
function decodedSegments(pathname: string): string[] | undefined {
  const segments = pathname.slice(1).split('/')
  const decoded = segments.map(decodeSegment)
  const isPlain = decoded.every((segment, index) => segment !== undefined && (segment !== '' || index === decoded.length - 1))
  return isPlain ? (decoded as string[]) : undefined
}

function decodeSegment(segment: string): string | undefined {
  try {
    const decoded = decodeURIComponent(segment)
    // Separators that were hidden by encoding, control characters, drive letters and alternate streams.
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    return /[/\\:\u0000-\u001f\u007f]/.test(decoded) || decoded === '..' || decoded === '.' ? undefined : decoded
  } catch {
    return undefined
  }
}
