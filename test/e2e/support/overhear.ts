import type { Page } from 'playwright-core'

/** What a window gets from the hub from now on. */
export interface Overheard {
  /** Whether it ever got these words, as UTF-8 or UTF-16, or this number, as text or as Yjs writes one that is no integer. */
  tells(secret: string | number): boolean
}

/** Listens to a window's sockets that open from now on, and to all answers of the API. */
export function overhear(page: Page): Overheard {
  const got: Buffer[] = []
  page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => got.push(Buffer.from(payload))))
  page.on('response', (response) => {
    // What a page gives up asking for has no body.
    if (response.url().includes('/api/')) response.body().then((body) => got.push(body), () => undefined)
  })
  return { tells: (secret) => writtenAs(secret).some((bytes) => got.some((part) => part.includes(bytes))) }
}

function writtenAs(secret: string | number): readonly Buffer[] {
  if (typeof secret === 'string') return [Buffer.from(secret), Buffer.from(secret, 'utf16le')]
  const float = Buffer.alloc(8)
  float.writeDoubleBE(secret)
  return [Buffer.from(String(secret)), float]
}
