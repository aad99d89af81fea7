import { createServer } from 'node:http'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { Language } from '../../shared/schema/settings.ts'

export interface HubOptions {
  /** Folder of this workspace; created if absent. */
  readonly dataDir: string
  /** Interface to listen on; loopback unless the person chose otherwise. */
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /** Folder of the built renderer, served as the browser edition. */
  readonly rendererDir: string
  /** Origins besides the hub's own whose pages may connect, e.g. `app://huishang`. */
  readonly allowOrigins: readonly string[]
  /** Name and language of the workspace when it does not exist yet. */
  readonly workspace: { readonly name: string; readonly language: Language }
  /** One line of plain text; never a name, a token or what somebody wrote. */
  readonly log: (line: string) => void
  readonly now: () => Date
}

export interface Hub {
  /** Origin, e.g. `http://127.0.0.1:7420`. */
  readonly url: string
  /** Single-use invitation that makes whoever opens it a secretary; a new one at every start. */
  readonly secretaryInvite: string
  /** Flushes every room to disk, then stops listening. */
  close(): Promise<void>
}

export type HubStartError =
  | { readonly kind: 'port-taken'; readonly port: number }
  | { readonly kind: 'not-writable'; readonly path: string }
  | { readonly kind: 'in-use'; readonly path: string }
  | { readonly kind: 'newer-format'; readonly path: string }

/** Starts the hub of one workspace: pages, API and rooms on one port. Node only; the desktop and `huishang serve` share it. */
export async function createHub(options: HubOptions): Promise<Result<Hub, HubStartError>> {
  const server = createServer((_request, response) => response.end('huishang'))
  const listening = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false))
    server.listen(options.port, options.host, () => resolve(true))
  })
  if (!listening) return err({ kind: 'port-taken', port: options.port })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : options.port
  return ok({
    url: `http://${options.host}:${port}`,
    secretaryInvite: '',
    close: () => new Promise((resolve) => server.close(() => resolve())),
  })
}
