import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { HostError, HostingState } from '../../shared/ipc.ts'
import type { Language } from '../../shared/schema/settings.ts'
import type { Hub, HubOptions, HubStartError } from '../hub/createHub.ts'

/** Easy to say across a table; any free port serves when somebody else has it. */
const PREFERRED_PORT = 7420

/** What the person at this machine has chosen about the network. */
export interface NetworkChoice {
  readonly isShared: boolean
  readonly isAnnounced: boolean
}

export interface HostingOptions extends Omit<HubOptions, 'port' | 'workspace' | 'host' | 'isAnnounced'> {
  /** Set by an administrator; undefined leaves it to the person. */
  readonly host: string | undefined
  readonly choice: { current(): NetworkChoice; write(choice: NetworkChoice): Promise<void> }
  readonly createHub: (options: HubOptions) => Promise<Result<Hub, HubStartError>>
}

export interface Hosting {
  /** Waits for a start under way. */
  state(): Promise<HostingState>
  /** Starts the hub, creating the workspace if there is none. A second call answers with the hub that runs. */
  start(workspace: HubOptions['workspace']): Promise<Result<HostingState, HostError>>
  /** Lets others on the network in, or nobody but this machine; the windows of this machine stay connected. */
  setNetwork(choice: NetworkChoice): Promise<Result<HostingState, HostError>>
  /** The hub that runs, for what is not the window's to ask. Waits for a start under way. */
  hub(): Promise<Hub | undefined>
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
export function createHosting({ createHub, host: fixedHost, choice, ...options }: HostingOptions): Hosting {
  const lifecycle: { held: Held } = { held: { state: 'off' } }

  async function createOnFreePort(workspace: HubOptions['workspace']): Promise<Result<Hub, HubStartError>> {
    const { isShared, isAnnounced } = choice.current()
    const wanted = { ...options, workspace, host: fixedHost ?? hostFor(isShared), isAnnounced }
    const preferred = await createHub({ ...wanted, port: PREFERRED_PORT })
    if (preferred.ok || preferred.error.kind !== 'port-taken') return preferred
    return createHub({ ...wanted, port: 0 })
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

  async function hub(): Promise<Hub | undefined> {
    const { held } = lifecycle
    const created = held.state === 'started' ? await held.hub.catch(() => undefined) : undefined
    return created?.ok ? created.value : undefined
  }

  async function state(): Promise<HostingState> {
    const own = await hub()
    return own ? running(own) : { state: 'off' }
  }

  async function setNetwork(wanted: NetworkChoice): Promise<Result<HostingState, HostError>> {
    const own = await hub()
    if (!own) return err({ kind: 'hosting-failed', detail: 'not running' })
    const isMoving = own.network().isShared !== wanted.isShared
    if (isMoving && fixedHost !== undefined) return err({ kind: 'refused', detail: 'set by an administrator' })
    const moved = isMoving ? await own.moveTo(hostFor(wanted.isShared)) : ok()
    if (!moved.ok) return err(hostError(moved.error))
    own.setAnnounced(wanted.isAnnounced)
    try {
      await choice.write(wanted)
    } catch {
      options.log('the choice about the network could not be kept for the next start')
    }
    return ok(running(own))
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

  function running({ url, secretaryInvite, network }: Hub): HostingState {
    const { isShared, addresses, fingerprint, certificateHash } = network()
    const { isAnnounced } = choice.current()
    return { state: 'running', url, secretaryInvite, network: { isShared, isFixed: fixedHost !== undefined, isAnnounced, addresses: [...addresses], fingerprint, certificateHash } }
  }

  return { start, state, setNetwork, hub, resume, close }
}

function hostFor(isShared: boolean): string {
  return isShared ? '0.0.0.0' : '127.0.0.1'
}

function hostError({ kind }: HubStartError): HostError {
  return kind === 'not-writable' ? { kind } : { kind: 'hosting-failed', detail: kind }
}

/** Journals make a workspace; a start that failed early leaves only the folders. */
async function hasWorkspace(dataDir: string): Promise<boolean> {
  return (await readdir(join(dataDir, 'rooms')).catch(() => [])).length > 0
}

/** The parts of hosting that an administrator may set. */
export function hostingEnvironment(env: NodeJS.ProcessEnv, ownOrigin: string): Pick<HostingOptions, 'host' | 'allowOrigins' | 'transport'> {
  const extra = (env['HUISHANG_ALLOW_ORIGIN'] ?? '').split(',').map((origin) => origin.trim()).filter((origin) => origin !== '')
  return { host: env['HUISHANG_HOST'] || undefined, allowOrigins: [ownOrigin, ...extra], transport: env['HUISHANG_INSECURE_HTTP'] === '1' ? 'plain' : 'encrypted' }
}
