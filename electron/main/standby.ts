import { randomUUID } from 'node:crypto'
import { rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { FollowRequest, HostError, PeerHostState } from '../../shared/ipc.ts'
import { assertNever } from '../../shared/lib/assert.ts'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import type { Hub, HubOptions } from '../hub/createHub.ts'
import type { HubAddress } from '../hub/link/connectLink.ts'
import { fetchKey, prepareStandby, type StandbyError } from '../hub/link/prepareStandby.ts'
import { diskError } from './diskError.ts'
import type { HostingOptions } from './hosting.ts'
import type { Log } from './log.ts'

export interface StandbyOptions extends Omit<HubOptions, 'port' | 'workspace' | 'firstHost' | 'onKeyRefused' | 'isAnnounced'> {
  readonly createHub: HostingOptions['createHub']
  /** The hub of this machine's own workspace, if it runs. */
  readonly ownHub: () => Promise<Hub | undefined>
  readonly log: Log
  /** How often a disk that refuses is tried again. */
  readonly retryMs?: number
}

const RETRY_MS = 5_000

export interface Standby {
  /** Keeps a copy of the workspace that the person at this window is named for. Again for the same one changes nothing. */
  follow(request: FollowRequest): Promise<Result<PeerHostState, HostError>>
  state(): Promise<PeerHostState>
  /** Hosts from now on, from this machine's copy. */
  takeOver(): Promise<Result<PeerHostState, HostError>>
  /** Goes on with the copy that is there, which may be one that this machine hosts by now. */
  resume(): Promise<void>
  /** Resolves when everything is on the disk. Nothing starts afterwards. */
  close(): Promise<void>
}

/** Runs the hub of a workspace that another machine hosts, in a folder of its own, for the day that one goes away. */
export function createStandby({ createHub, ownHub, retryMs = RETRY_MS, ...options }: StandbyOptions): Standby {
  const { dataDir, log } = options
  const held: { hub: Hub | undefined; request: FollowRequest | undefined; retry: NodeJS.Timeout | undefined; isClosed: boolean } = { hub: undefined, request: undefined, retry: undefined, isClosed: false }
  // One thing after the other: a window that is loaded twice asks twice.
  const queue = { last: Promise.resolve() as Promise<unknown> }
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = queue.last.then(work)
    queue.last = done.catch(() => undefined)
    return done
  }

  async function start(firstHost: HubAddress | undefined): Promise<Result<Hub, HostError>> {
    if (held.isClosed) return err({ kind: 'hosting-failed', detail: 'closing' })
    const created = await createHub({
      ...options,
      port: 0,
      // Only while it hosts.
      isAnnounced: true,
      // Never used: the copy has a name already, or gets it from the host.
      workspace: { name: '会商', language: 'zh-CN' },
      ...(firstHost && { firstHost }),
      onKeyRefused: (address) => void renewKey(address),
    })
    if (!created.ok) return err(created.error.kind === 'not-writable' ? { kind: 'not-writable' } : { kind: 'hosting-failed', detail: created.error.kind })
    held.hub = created.value
    return created
  }

  /** The secretary has replaced the key. Whoever is still named gets the new one; for the others it ends here. */
  function renewKey(address: HubAddress): Promise<void> {
    return inTurn(async () => {
      const token = held.request?.token
      const hub = held.hub ?? (await ownHub())
      if (token === undefined || !hub) return
      const key = await fetchKey(address, token)
      if (key.ok) await hub.peers.adoptKey({ id: key.value.workspaceId, key: key.value.key, keyNumber: key.value.keyNumber })
      else if (key.error.kind === 'refused' && key.error.reason === 'role-refused' && held.hub && !held.hub.peers.standing.isHosting) {
        await stop('the consent to take over was withdrawn: the copy is deleted')
        await rm(dataDir, { recursive: true, force: true })
      }
    })
  }

  async function stop(reason: string): Promise<void> {
    log(`standby: ${reason}`)
    const { hub } = held
    held.hub = undefined
    await hub?.close()
  }

  /** A disk that refuses the copy is tried again, for as long as nothing else is asked. */
  async function followOnDisk(request: FollowRequest): Promise<Result<PeerHostState, HostError>> {
    clearTimeout(held.retry)
    held.retry = undefined
    const followed = await followNow(request).catch(diskError)
    const isRefused = !followed.ok && (followed.error.kind === 'not-writable' || followed.error.kind === 'disk-full')
    if (isRefused && !held.isClosed) {
      log('standby: the disk refuses the copy')
      held.retry = setTimeout(() => void inTurn(async () => held.retry && followOnDisk(request)), retryMs).unref()
    }
    return followed
  }

  async function followNow(request: FollowRequest): Promise<Result<PeerHostState, HostError>> {
    held.request = request
    if (request.isHosted) {
      const own = await ownHub()
      own?.peers.standing.belongTo(request.personId)
      return ok(await stateOf(own))
    }
    if (held.hub?.peers.standing.isHosting) return ok(await stateOf(held.hub))
    if (!held.hub) {
      const host = { url: request.hubUrl, fingerprint: request.fingerprint ?? undefined }
      const prepared = await prepareStandby({ dataDir, host, token: request.token, newId: randomUUID })
      if (!prepared.ok) return err(hostError(prepared.error))
      const started = await start(host)
      if (!started.ok) return started
    }
    held.hub?.peers.standing.belongTo(request.personId)
    return ok(await stateOf(held.hub))
  }

  return {
    follow: (request) => inTurn(() => followOnDisk(request)),
    state: async () => (held.retry ? { state: 'not-saving' } : stateOf(held.hub ?? (await ownHub()))),
    takeOver: () =>
      inTurn(async () => {
        const hub = held.hub ?? (await ownHub())
        if (!hub) return err({ kind: 'hosting-failed', detail: 'no copy' })
        const taken = await hub.peers.takeOver()
        return taken.ok || taken.error.kind === 'already-hosting' ? ok(await stateOf(hub)) : err({ kind: 'not-writable' })
      }),
    resume: () =>
      inTurn(async () => {
        const isThere = await stat(join(dataDir, 'access.json')).then(() => true, () => false)
        if (isThere && !held.hub) await start(undefined)
      }),
    close: () => {
      held.isClosed = true
      clearTimeout(held.retry)
      held.retry = undefined
      return inTurn(() => stop('closing'))
    },
  }
}

async function stateOf(hub: Hub | undefined): Promise<PeerHostState> {
  if (!hub) return { state: 'off' }
  const { url, peers } = hub
  const state = peers.state()
  switch (state.state) {
    case 'hosting':
      return { state: 'hosting', url }
    case 'following':
      return { state: 'following', url, isCopied: state.isCopied, isSaving: state.isSaving }
    case 'alone':
      return { state: 'alone', url, isCopied: state.isCopied, isSaving: state.isSaving, hasLeft: state.hasLeft }
    default:
      return assertNever(state)
  }
}

function hostError(error: StandbyError): HostError {
  return error.kind === 'refused' ? { kind: 'refused', detail: error.reason } : { kind: 'hosting-failed', detail: error.kind }
}
