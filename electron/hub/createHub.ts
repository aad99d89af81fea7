import { mkdir } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import { join } from 'node:path'
import { DESKTOP_ORIGIN } from '../../shared/api.ts'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { APP_VERSION } from '../../shared/lib/appVersion.ts'
import type { Language } from '../../shared/schema/settings.ts'
import type { Clock } from '../../shared/sync/Clock.ts'
import type { BallotFiles } from './ballots/BallotBox.ts'
import { followAccess } from './access/followAccess.ts'
import { GuessBrake } from './access/GuessBrake.ts'
import { httpOrigin, isOwnHost, ownOrigin } from './addresses.ts'
import type { SecretSeal } from './archive/ledger/ledgerKey.ts'
import { announceHosting } from './discovery/announceHosting.ts'
import type { Multicast } from './discovery/multicast.ts'
import { answerStarting } from './http/answerStarting.ts'
import { handleRequest } from './http/handleRequest.ts'
import { HUB_CLOCK } from './hubClock.ts'
import { reporter, type Report } from './inside/events.ts'
import { HubStatus } from './inside/HubStatus.ts'
import { isLinkRequest } from './link/acceptLinks.ts'
import type { HubAddress } from './link/connectLink.ts'
import { HubStanding } from './link/HubStanding.ts'
import { joinHubs, type PeerHubs } from './link/joinHubs.ts'
import { linkedArchives } from './link/linkedArchives.ts'
import { lockFolder, type FolderLock } from './lockFolder.ts'
import type { ArchiveMeeting } from './meetings/Meetings.ts'
import { namedRoom } from './meetings/namedRoom.ts'
import { documentsIn, meetingInvitation } from './meetings/meetingInvitation.ts'
import { writtenBeyond } from './meetings/writtenBeyond.ts'
import { listsPaper } from './papers/listsPaper.ts'
import type { PaperFiles } from './papers/paperFile.ts'
import { PaperShelf } from './papers/PaperShelf.ts'
import { ProjectorCodes } from './projector/ProjectorCodes.ts'
import { Projectors } from './projector/Projectors.ts'
import { acceptSockets } from './rooms/acceptSockets.ts'
import { historyOf } from './rooms/historyOf.ts'
import type { JournalFiles } from './rooms/journalFiles.ts'
import { closeWorkspace, openWorkspace, type OpenWorkspace, type Reporting } from './openWorkspace.ts'
import { RunMark } from './RunMark.ts'
import { Door, type ListenError } from './transport/Door.ts'
import { createSeal, networkOf, reachable, type HubNetwork } from './transport/hubNetwork.ts'

export interface HubOptions {
  /** Folder of this workspace; created if absent. */
  readonly dataDir: string
  /** Interface to listen on; loopback unless the person chose otherwise. */
  readonly host: string
  /** 0 takes any free port. */
  readonly port: number
  /**
   * What other machines must speak. `encrypted` unless said: TLS with the hub's own certificate; this machine may speak
   * plain http as well. `plain`: http for everybody, for a reverse proxy elsewhere or a network that is closed anyway.
   */
  readonly transport?: 'encrypted' | 'plain'
  /** Whether the hub makes itself known on the network by mDNS while it hosts and others get in by TLS; no, unless said. */
  readonly isAnnounced?: boolean
  /** Folder of the built renderer, served as the browser edition. */
  readonly rendererDir: string
  /** Built file of the thread that searches the archive; without it that happens on the hub's own. */
  readonly catalogueWorker?: string
  /** Built file of the thread that looks into archives from elsewhere; as `catalogueWorker`. */
  readonly foreignWorker?: string
  /** Origins besides the hub's own and the desktop's whose pages may connect. */
  readonly allowOrigins: readonly string[]
  /** Name and language of the workspace when it does not exist yet. */
  readonly workspace: { readonly name: string; readonly language: Language }
  /** One line of plain text; never a name, a token or what somebody wrote. */
  readonly log: (line: string) => void
  /** Takes the place of `log`: what happens, for programs to read. */
  readonly onEvent?: Report
  readonly now: () => Date
  /** The host's store for secrets, where it has one that protects: it guards the key of the ledger. */
  readonly secrets?: SecretSeal
  /** Where the host is, for a folder that `prepareStandby` made and that knows nothing else yet. */
  readonly firstHost?: HubAddress
  /** Another hub of the workspace no longer takes this one's key: it was replaced, or this copy is no longer wanted. */
  readonly onKeyRefused?: (address: HubAddress) => void
}

/** What a test replaces. */
export interface HubSubstitutes {
  readonly files?: JournalFiles
  readonly ballotFiles?: BallotFiles
  readonly paperFiles?: PaperFiles
  readonly archiveMeeting?: ArchiveMeeting
  readonly heartbeatMs?: number
  readonly roomIdleMs?: number
  /** How often hubs that should be linked and are not try again. */
  readonly linkRetryMs?: number
  /** For what waits by the second or longer: taking over by itself, a look at the certificate. */
  readonly clock?: Clock
  readonly multicast?: Multicast
}

export interface Hub {
  /** Origin, e.g. `http://127.0.0.1:7420`, where this machine itself reaches the hub. */
  readonly url: string
  /** Where others reached it at the start; `network` knows about now. */
  readonly shareUrl: string
  /** True if this start created the workspace. */
  readonly isNew?: boolean
  /** Single-use invitation that makes whoever opens it a secretary; a new one at every start. Empty while another hub hosts. */
  readonly secretaryInvite: string
  /** The other hubs of the workspace. */
  readonly peers: PeerHubs
  /** How others reach it, as of now: addresses come and go. */
  network(): HubNetwork
  /** Listens on another interface from now on, on the same port; who is connected and may stay, stays. */
  moveTo(host: string): Promise<Result<void, HubStartError>>
  /** See `isAnnounced`. */
  setAnnounced(isAnnounced: boolean): void
  /** Says goodbye to everyone, puts every room on the disk, stops listening. */
  close(): Promise<void>
}

export type HubStartError =
  | ListenError
  | { readonly kind: 'not-writable'; readonly path: string }
  | { readonly kind: 'in-use'; readonly path: string }
  | { readonly kind: 'newer-format'; readonly path: string }
  /** The file says who may enter and can't be read; a copy was kept as it is. */
  | { readonly kind: 'damaged'; readonly path: string }

/** Half-open links are found within two of these; clients of y-websocket need to hear something every 30 s. */
const HEARTBEAT_MS = 12_000
const LINK_RETRY_MS = 3_000
const START_INVITATION_HOURS = 365 * 24

/** Starts the hub of one workspace: pages, API and rooms on one port. Node only; the desktop and `huishang serve` share it. */
export async function createHub(options: HubOptions, substitutes: HubSubstitutes = {}): Promise<Result<Hub, HubStartError>> {
  const { dataDir } = options
  try {
    await mkdir(join(dataDir, 'rooms'), { recursive: true, mode: 0o700 })
    await mkdir(recordsDirOf(dataDir), { recursive: true })
    const lock = lockFolder(dataDir)
    if (!lock.ok) return lock
    const report = reporter(options)
    return await startLocked({ ...options, report, log: (text) => report({ event: 'message', text }) }, substitutes, lock.value)
  } catch (error) {
    if (!isDiskError(error)) throw error
    return err({ kind: 'not-writable', path: dataDir })
  }
}

async function startLocked(options: Reporting, substitutes: HubSubstitutes, lock: FolderLock): Promise<Result<Hub, HubStartError>> {
  try {
    const started = await listenAndOpen(options, substitutes)
    if (!started.ok) {
      lock.release()
      return started
    }
    const { close, ...hub } = started.value
    const closing: { done: Promise<void> | null } = { done: null }
    const end = (): void => {
      lock.release()
      options.report({ event: 'hub-stopped' })
    }
    options.report({ event: 'hub-started', version: APP_VERSION, isNew: hub.isNew === true })
    return ok({ ...hub, close: () => (closing.done ??= close().finally(end)) })
  } catch (error) {
    lock.release()
    throw error
  }
}

/** Listens before it opens anything: a port that is taken must leave the folder as it was. */
async function listenAndOpen(options: Reporting, substitutes: HubSubstitutes): Promise<Result<Hub, HubStartError>> {
  const server = createServer(HTTP_LIMITS)
  server.on('request', answerStarting)
  const door = new Door({ server, policy: options.transport ?? 'encrypted', log: options.log })
  const listening = await door.listen(options.host, options.port)
  if (!listening.ok) return listening
  const mark = new RunMark(options.dataDir)
  const giveUp = (): Promise<unknown> => Promise.all([mark.undo(), stopListening(server, door)])
  try {
    const opened = await openWorkspace(options, substitutes, mark)
    const started = opened.ok ? await startServing(options, substitutes, { server, door, workspace: opened.value, mark }) : opened
    if (!started.ok) await giveUp()
    return started
  } catch (error) {
    await giveUp()
    throw error
  }
}

/** Nobody needs longer than this for a head or for the largest body there is, in ms. */
const HTTP_LIMITS = { headersTimeout: 15_000, requestTimeout: 60_000, keepAliveTimeout: 10_000, connectionsCheckingInterval: 5_000 } as const

async function stopListening(server: Server, door: Door): Promise<void> {
  const cut = door.close()
  server.closeAllConnections()
  await cut()
}

interface Serving {
  readonly server: Server
  readonly door: Door
  readonly workspace: OpenWorkspace
  readonly mark: RunMark
}

async function startServing(options: Reporting, substitutes: HubSubstitutes, { server, door, workspace, mark }: Serving): Promise<Result<Hub, HubStartError>> {
  const { log } = options
  const { clock = HUB_CLOCK } = substitutes
  const { access, rooms, directory, meetings, silentRounds, archive, recovery } = workspace
  const url = door.isEncrypted ? httpOrigin('127.0.0.1', door.port) : ownOrigin(door.host, door.port)
  const seal = createSeal(door, { ...options, clock })
  const sealed = await seal.renew()
  if (!sealed.ok) {
    await closeWorkspace(workspace)
    return sealed
  }
  const terms = { role: 'secretary', departmentId: null, uses: 1, expiresInHours: START_INVITATION_HOURS, isFromStart: true } as const
  const invite = workspace.isHosting() ? await access.invite(terms) : ok('')
  if (!invite.ok) {
    await closeWorkspace(workspace)
    return err({ kind: 'not-writable', path: options.dataDir })
  }
  const isAllowedOrigin = (origin: string, { headers, socket }: IncomingMessage): boolean =>
    origin === `${'encrypted' in socket ? 'https' : 'http'}://${headers.host}` || origin === DESKTOP_ORIGIN || options.allowOrigins.includes(origin)
  const shared = { isOwnHost: (header: string | undefined) => isOwnHost(header, door.host, door.port), isAllowedOrigin, report: options.report }
  const named = (name: string) => namedRoom(name, { meetings, directory })
  const guesses = new GuessBrake(HUB_CLOCK)
  const sockets = acceptSockets(server, {
    ...shared,
    rooms,
    access,
    guesses,
    isHosting: workspace.isHosting,
    namedRoom: named,
    heartbeatMs: substitutes.heartbeatMs ?? HEARTBEAT_MS,
  })
  const network = (): HubNetwork => networkOf(door, seal.held())
  const standing = new HubStanding({ access, directory, network: () => reachable(network(), url), now: options.now, log })
  // A round that was opened elsewhere is this hub's to void from the moment it hosts.
  standing.onChange(() => silentRounds.lookAgain())
  const archives = linkedArchives(recordsDirOf(options.dataDir), archive.records)
  const papers = new PaperShelf(options.dataDir, substitutes.paperFiles)
  const projectors = new Projectors({ rooms, directory, access, codes: await ProjectorCodes.open(join(options.dataDir, 'projectors.json')), now: options.now })
  const api = {
    access,
    projectors,
    directory,
    meetings,
    silentRounds,
    ...archive.api,
    recovery,
    guesses,
    standing,
    now: options.now,
    namedRoom: named,
    recordHistory: (room: string, section: string, recordId: string) => historyOf(rooms, room, section, recordId),
    listsPaper: (room: string, sha256: string) => listsPaper(rooms, room, sha256),
    recordsDir: recordsDirOf(options.dataDir),
    papers,
    writtenBeyond: (file: string) => writtenBeyond({ archives, rooms, meetings }, file),
    invitationOf: (id: string, isToSend: boolean) => meetingInvitation({ directory, documentOf: documentsIn(rooms), now: options.now }, id, { isToSend }),
    network,
    onLeft: sockets.endSession,
  }
  followAccess(access, sockets)
  const joined = await joinHubs({
    server,
    link: { rooms, access, directory, archives, papers, records: archive.records, now: options.now, log },
    standing,
    directory,
    access,
    meetings,
    recovery,
    isOwnHost: shared.isOwnHost,
    fingerprint: ({ socket }) => ('encrypted' in socket && seal.held()?.certificateHash) || '',
    firstHost: options.firstHost,
    onKeyRefused: options.onKeyRefused ?? (() => undefined),
    sendAway: () => sockets.sendAway('not-hosting'),
    retryMs: substitutes.linkRetryMs ?? LINK_RETRY_MS,
    clock,
  })
  const announcement = announceHosting({ standing, directory, access, network, isWished: options.isAnnounced === true, multicast: substitutes.multicast })
  server.off('request', answerStarting)
  void archive.records.checkAll()
  const stopRenewing = seal.keepFresh()
  const status = new HubStatus({ meter: workspace.meter, rooms, sockets })
  const http = { ...shared, api, status, rendererDir: options.rendererDir }
  server.on('request', (request, response) => void (isLinkRequest(request) && request.method === 'POST' ? joined.accepted.call(request, response) : handleRequest(http, request, response)))
  const close = async (): Promise<void> => {
    guesses.close()
    await projectors.close()
    announcement.close()
    stopRenewing()
    status.close()
    const cut = door.close()
    joined.announceLeaving()
    await sockets.close()
    await joined.leave()
    server.closeAllConnections()
    await cut()
    if (await closeWorkspace(workspace)) await mark.end()
  }
  return ok({
    url,
    shareUrl: network().shareUrl,
    isNew: workspace.isNew,
    secretaryInvite: invite.value,
    network,
    peers: joined.peers,
    moveTo: async (host) => {
      const moved = await door.moveTo(host)
      const renewed = moved.ok ? await seal.renew() : moved
      if (renewed.ok) standing.show()
      announcement.refresh()
      return renewed
    },
    setAnnounced: announcement.wish,
    close,
  })
}

function recordsDirOf(dataDir: string): string {
  return join(dataDir, 'records')
}

function isDiskError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && 'syscall' in error
}
