import type { Server } from 'node:http'
import { compareHosts } from '../../../shared/model/DirectoryDocument.ts'
import type { HostEntry } from '../../../shared/schema/directory.ts'
import { ok, type Result } from '../../../shared/lib/result.ts'
import type { Clock } from '../../../shared/sync/Clock.ts'
import type { AccessStore } from '../access/AccessStore.ts'
import type { WorkspaceKey } from '../access/replica.ts'
import type { Directory } from '../Directory.ts'
import { every } from '../every.ts'
import type { Meetings } from '../meetings/Meetings.ts'
import type { Recovery } from '../Recovery.ts'
import { acceptLinks, type AcceptedLinks, type AcceptParts } from './acceptLinks.ts'
import type { HubAddress, LinkError } from './connectLink.ts'
import type { HubStanding } from './HubStanding.ts'
import type { LinkParts } from './LinkParts.ts'
import { LinkKeeper } from './LinkKeeper.ts'
import { markGone } from './markGone.ts'
import { markNotSaving } from './markNotSaving.ts'
import type { RunningLink } from './runLink.ts'

/** What others of its workspace a hub knows, and what it may ask of them. */
export interface PeerHubs {
  readonly standing: HubStanding
  /** How this hub stands to the others, as of now. */
  state(): PeerState
  /** Links once with the hub at this address; hubs that the directory names are linked by themselves. */
  link(address: HubAddress): Promise<Result<RunningLink, LinkError>>
  /** The links that are up now. */
  links(): readonly RunningLink[]
  /** Replaces the key by the one that the other hubs of the workspace have now. */
  adoptKey(key: WorkspaceKey): Promise<Result<void, { readonly kind: 'not-saving' }>>
  /** How many stand-ins are asked before this machine's person when the host has gone; null if the person is none of them. */
  before(): number | null
  /** Hosts from now on, from this hub's own copy. */
  takeOver(): Promise<Result<void, { readonly kind: 'already-hosting' | 'not-saving' }>>
}

export type PeerState =
  | { readonly state: 'hosting' }
  /**
   * Linked with the host. `isCopied`: everything is here, and what is written there comes as it happens. `isSaving`: false
   * while this machine's disk refuses, or has no room for a paper; the copy is not whole then, whatever it was.
   */
  | { readonly state: 'following'; readonly host: HostEntry | undefined; readonly isCopied: boolean; readonly isSaving: boolean }
  /**
   * The host is not to be had. `isCopied`: there is a copy to go on from. `hasLeft`: it went on purpose, and is not
   * expected back.
   */
  | { readonly state: 'alone'; readonly host: HostEntry | undefined; readonly isCopied: boolean; readonly isSaving: boolean; readonly hasLeft: boolean }

export interface JoinHubsParts extends Omit<AcceptParts, 'link'> {
  readonly server: Server
  readonly link: Omit<LinkParts, 'onCopied' | 'standing' | 'clock'>
  readonly standing: HubStanding
  readonly directory: Directory
  readonly access: AccessStore
  readonly meetings: Meetings
  readonly recovery: Pick<Recovery, 'begin'>
  readonly firstHost: HubAddress | undefined
  readonly onKeyRefused: (address: HubAddress) => void
  /** Everyone is to go where the workspace is hosted now. */
  readonly sendAway: () => void
  readonly retryMs: number
  readonly clock: Clock
}

export interface JoinedHubs {
  readonly peers: PeerHubs
  readonly accepted: AcceptedLinks
  /** Tells everyone that this hub goes. */
  announceLeaving(): void
  /** Waits a moment for the other hubs to have everything, and ends the links. */
  leave(): Promise<void>
}

/** How long a hub that starts asks the others who hosts, before it believes its own memory. */
const ASK_MS = 2_000
/** How long the host has to be away before a stand-in begins by itself. */
const AUTOMATIC_MS = 15_000
/** How long a hub that goes waits for the others to have everything. */
const LEAVE_MS = 5_000

/** Makes a hub one of its workspace's: it takes links, keeps its own, and steps back or takes over. */
export async function joinHubs({ server, link, standing, directory, access, meetings, recovery, firstHost, onKeyRefused, sendAway, retryMs, clock, ...accept }: JoinHubsParts): Promise<JoinedHubs> {
  const linkParts: LinkParts = { ...link, standing, clock, onCopied: () => standing.show('whole') }
  const accepted = acceptLinks(server, { ...accept, link: linkParts })
  const keeper = new LinkKeeper({ link: linkParts, accepted: accepted.running, hosts: directory.hosts.list, firstHost, onKeyRefused, retryMs })
  standing.linkedBy(() => keeper.sessions())
  const known = { keyNumber: access.workspaceKey?.keyNumber }
  const stops = [
    access.onChange(() => {
      if (standing.isHosting) showAccess(access, directory)
      if (access.workspaceKey?.keyNumber === known.keyNumber) return
      known.keyNumber = access.workspaceKey?.keyNumber
      // Whoever only knew the old key is not let in again.
      void keeper.cut()
    }),
    standing.onChange(() => {
      if (!standing.isHosting) sendAway()
    }),
  ]
  const hasOthers = directory.hosts.list().some(({ id }) => id !== standing.own().hubId)
  if (standing.isHosting && hasOthers) await within(ASK_MS, keeper.dial().then(() => Promise.all(keeper.sessions().map(({ firstStanding }) => firstStanding))))
  if (standing.isHosting) {
    showAccess(access, directory)
    standing.show()
  }
  keeper.start()
  const takeOverNow = async (): ReturnType<PeerHubs['takeOver']> => {
    const taken = await standing.takeOver()
    if (!taken.ok) return taken
    // What the host had told its clients and not yet this hub, they bring.
    await recovery.begin('taken-over')
    showAccess(access, directory)
    await meetings.recover()
    void keeper.dial()
    return ok()
  }
  const taking: { now: ReturnType<PeerHubs['takeOver']> | null } = { now: null }
  // Asked again while the disk is slow, it would take over from itself.
  const takeOver = (): ReturnType<PeerHubs['takeOver']> => (taking.now ??= takeOverNow().finally(() => (taking.now = null)))
  const isDue = automatic(access, standing, clock)
  const state = (): PeerState => peerState(standing, keeper, link)
  const notSaving = (): string[] => keeper.running().flatMap(({ hubId, session }) => (session.pausedBy === 'other' || session.lacksPapers ? [hubId] : []))
  const lookForNotSaving = markNotSaving({ standing, directory, notSaving, now: link.now })
  const lookForGone = markGone({ standing, directory, linked: () => keeper.running().map(({ hubId }) => hubId), clock, now: link.now })
  stops.push(
    every(clock, 1_000, () => {
      lookForGone()
      lookForNotSaving()
      if (isDue(state())) void takeOver()
    }),
  )
  return {
    accepted,
    peers: {
      standing,
      link: (address) => keeper.link(address),
      state,
      links: () => keeper.running(),
      before: () => turnOf(access, standing),
      adoptKey: (key) => access.adoptKey(key),
      takeOver,
    },
    announceLeaving: () => {
      if (keeper.running().length > 0) standing.show('leaving')
    },
    leave: async () => {
      for (const stop of stops) stop()
      await taking.now
      const moving = keeper.sessions().filter(({ pausedBy }) => pausedBy === null)
      await within(LEAVE_MS, Promise.all(moving.map((session) => session.whole())))
      await keeper.close()
      await accepted.close()
    },
  }
}

/**
 * Whether the secretary allowed this machine's person to take over without being asked, and the host has been away for
 * long enough: stand-ins later in the order wait for those before them.
 */
function automatic(access: AccessStore, standing: HubStanding, clock: Clock): (state: PeerState) => boolean {
  const seen = { aloneSince: null as number | null }
  return (state) => {
    seen.aloneSince = state.state === 'alone' && state.isCopied ? (seen.aloneSince ?? clock.now()) : null
    const turn = turnOf(access, standing)
    return turn !== null && access.standIns[turn]?.isAutomatic === true && seen.aloneSince !== null && clock.now() - seen.aloneSince >= AUTOMATIC_MS * (turn + 1)
  }
}

/** This machine's place in the order of stand-ins, from 0; null if its person is none of them. */
function turnOf(access: AccessStore, standing: HubStanding): number | null {
  const turn = access.standIns.findIndex(({ personId }) => personId === standing.personId)
  return turn < 0 ? null : turn
}

function peerState(standing: HubStanding, keeper: LinkKeeper, { directory, rooms }: Pick<LinkParts, 'directory' | 'rooms'>): PeerState {
  if (standing.isHosting) return { state: 'hosting' }
  const isSaving = rooms.saving.works
  const own = standing.own().hubId
  const [host] = directory.hosts.list().filter(({ id, state }) => id !== own && state !== 'standby').toSorted(compareHosts)
  const link = keeper.hostLink()
  const hasRoom = isSaving && !keeper.sessions().some(({ isRefusingPapers }) => isRefusingPapers)
  if (link !== 'none') return { state: 'following', host, isCopied: isSaving && link === 'in-step', isSaving: hasRoom }
  // With the workspace's own record, and the host's, the directory came whole at least once.
  return { state: 'alone', host, isCopied: isSaving && directory.hasWorkspace && host !== undefined, isSaving, hasLeft: host?.state === 'left' }
}

function showAccess(access: AccessStore, directory: Directory): void {
  directory.showPeople(access.people)
  directory.showStandIns(access.standIns.map(({ personId, ...standIn }, index) => ({ id: personId, order: String(index).padStart(2, '0'), ...standIn })))
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, patience])
  clearTimeout(timer)
}
