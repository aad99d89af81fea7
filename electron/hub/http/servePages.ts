import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { PAGE_HEADERS } from './pageHeaders.ts'
import { resolvePage } from './resolvePage.ts'

const YEAR_SECONDS = 31_536_000

/** Answers with a file of the built renderer. Routes are in the page's fragment, so every path is a file. */
export async function servePage(rendererDir: string, request: IncomingMessage, response: ServerResponse, pathname: string): Promise<void> {
  const page = resolvePage(request.method ?? '', pathname)
  if (page.status === 405) {
    end(response, 405, 'This address takes GET and HEAD.', { Allow: 'GET, HEAD' })
    return
  }
  const bytes = page.status === 200 ? await readFile(join(rendererDir, ...page.names)).catch(() => undefined) : undefined
  if (page.status !== 200 || !bytes) {
    end(response, 404, pathname === '/' ? 'The pages are not built: run the build first.' : 'There is no such page.')
    return
  }
  response.writeHead(200, {
    ...PAGE_HEADERS,
    'Content-Type': page.type,
    'Content-Length': bytes.length,
    // The build puts a hash of the content into the names below assets/, and nowhere else.
    'Cache-Control': page.names[0] === 'assets' ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
  })
  response.end(request.method === 'HEAD' ? undefined : bytes)
}

function end(response: ServerResponse, status: number, text: string, headers: Readonly<Record<string, string>> = {}): void {
  response.writeHead(status, { ...PAGE_HEADERS, ...headers, 'Content-Type': 'text/plain; charset=utf-8' })
  response.end(`${text}\n`)
}
