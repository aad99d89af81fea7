import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { HostError, HostingState } from '../../shared/ipc.ts'
import type { Language } from '../../shared/schema/settings.ts'
import type { Hub, HubOptions, HubStartError } from '../hub/createHub.ts'

/** Easy to say across a table; any free port serves when somebody else has it. */
const PREFERRED_PORT = 7420

export interface HostingOptions extends Omit<HubOptions, 'port' | 'workspace'> {
  readonly createHub: (options: HubOptions) => Promise<Result<Hub, HubStartError>>
}

export interface Hosting {
  /** Waits for a start under way. */
  state(): Promise<HostingState>
  /** Starts the hub, creating the workspace if there is none. A second call answers with the hub that runs. */
  start(workspace: HubOptions['workspace']): Promise<Result<HostingState, HostError>>
  /** Starts the hub again if this machine has hosted before. */
  resume(language: Language): Promise<void>
  /** Resolves when everything is on disk. Nothing starts afterwards. */
  close(): Promise<void>
}

type Held =
  | { readonly state: 'off' }
  | { readonly state: 'started'; readonly hub: Promise<Result<Hub, HubStartError>> }
  | { readonly state: 'closed'; readonly closing: Promise<void> }

/** Runs this machine's own hub in this process. */
export function createHosting({ createHub, ...options }: HostingOptions): Hosting {
  const lifecycle: { held: Held } = { held: { state: 'off' } }

  async function createOnFreePort(workspace: HubOptions['workspace']): Promise<Result<Hub, HubStartError>> {
    const preferred = await createHub({ ...options, workspace, port: PREFERRED_PORT })
    if (preferred.ok || preferred.error.kind !== 'port-taken') return preferred
    return createHub({ ...options, workspace, port: 0 })
  }

  async function start(workspace: HubOptions['workspace']): Promise<Result<HostingState, HostError>> {
    if (lifecycle.held.state === 'closed') return err({ kind: 'hosting-failed', detail: 'closing' })
    if (lifecycle.held.state === 'off') lifecycle.held = { state: 'started', hub: createOnFreePort(workspace) }
    const { held } = lifecycle
    try {
      const created = await held.hub
      if (created.ok) return ok(running(created.value))
      options.log(`hosting failed: ${created.error.kind}`)
      if (lifecycle.held === held) lifecycle.held = { state: 'off' }
      return err(hostError(created.error))
    } catch (error) {
      if (lifecycle.held === held) lifecycle.held = { state: 'off' }
      throw error
    }
  }

  async function state(): Promise<HostingState> {
    const { held } = lifecycle
    if (held.state !== 'started') return { state: 'off' }
    const created = await held.hub.catch(() => undefined)
    return created?.ok ? running(created.value) : { state: 'off' }
  }

  async function resume(language: Language): Promise<void> {
    if (await hasWorkspace(options.dataDir)) await start({ name: language === 'en' ? 'Huishang' : '会商', language })
  }

  function close(): Promise<void> {
    const { held } = lifecycle
    if (held.state === 'closed') return held.closing
    const closing = held.state === 'off' ? Promise.resolve() : held.hub.then((created) => (created.ok ? created.value.close() : undefined))
    lifecycle.held = { state: 'closed', closing }
    return closing
  }

  return { start, state, resume, close }
}

function running({ url, secretaryInvite }: Hub): HostingState {
  return { state: 'running', url, secretaryInvite }
}

function hostError({ kind }: HubStartError): HostError {
  return kind === 'not-writable' ? { kind } : { kind: 'hosting-failed', detail: kind }
}

/** Journals make a workspace; a start that failed early leaves only the folders. */
async function hasWorkspace(dataDir: string): Promise<boolean> {
  return (await readdir(join(dataDir, 'rooms')).catch(() => [])).length > 0
}

/** The parts of hosting that an administrator may set. */
export function hostingEnvironment(env: NodeJS.ProcessEnv, ownOrigin: string): { readonly host: string; readonly allowOrigins: readonly string[] } {
  const extra = (env['HUISHANG_ALLOW_ORIGIN'] ?? '').split(',').map((origin) => origin.trim()).filter((origin) => origin !== '')
  return { host: env['HUISHANG_HOST'] || '127.0.0.1', allowOrigins: [ownOrigin, ...extra] }
}
