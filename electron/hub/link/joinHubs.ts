import type { Server } from 'node:http'
import { ok, type Result } from '../../../shared/lib/result.ts'
import type { AccessStore } from '../access/AccessStore.ts'
import type { Directory } from '../Directory.ts'
import type { Meetings } from '../meetings/Meetings.ts'
import { acceptLinks, type AcceptedLinks, type AcceptParts } from './acceptLinks.ts'
import type { HubAddress, LinkError } from './connectLink.ts'
import type { HubStanding } from './HubStanding.ts'
import type { LinkParts } from './LinkSession.ts'
import { LinkKeeper } from './LinkKeeper.ts'
import type { RunningLink } from './runLink.ts'

/** What others of its workspace a hub knows, and what it may ask of them. */
export interface PeerHubs {
  readonly standing: HubStanding
  /** Links once with the hub at this address; hubs that the directory names are linked by themselves. */
  link(address: HubAddress): Promise<Result<RunningLink, LinkError>>
  /** The links that are up now. */
  links(): readonly RunningLink[]
  /** Hosts from now on, from this hub's own copy. */
  takeOver(): Promise<Result<void, { readonly kind: 'already-hosting' | 'not-saving' }>>
}

export interface JoinHubsParts extends Omit<AcceptParts, 'link'> {
  readonly server: Server
  readonly link: Omit<LinkParts, 'onDirectory' | 'standing'>
  readonly standing: HubStanding
  readonly directory: Directory
  readonly access: AccessStore
  readonly meetings: Meetings
  readonly firstHost: HubAddress | undefined
  readonly onKeyRefused: (address: HubAddress) => void
  /** Everyone is to go where the workspace is hosted now. */
  readonly sendAway: () => void
  readonly retryMs: number
}

export interface JoinedHubs {
  readonly peers: PeerHubs
  readonly accepted: AcceptedLinks
  /** Tells the others that this hub goes, and waits a moment for them to have everything. */
  leave(): Promise<void>
}

/** How long a hub that starts asks the others who hosts, before it believes its own memory. */
const ASK_MS = 2_000
/** How long a hub that goes waits for the others to have everything. */
const LEAVE_MS = 5_000

/** Makes a hub one of its workspace's: it takes links, keeps its own, and steps back or takes over. */
export async function joinHubs({ server, link, standing, directory, access, meetings, firstHost, onKeyRefused, sendAway, retryMs, ...accept }: JoinHubsParts): Promise<JoinedHubs> {
  const linkParts: LinkParts = { ...link, standing, onDirectory: () => standing.show() }
  const accepted = acceptLinks(server, { ...accept, link: linkParts })
  const keeper = new LinkKeeper({ link: linkParts, accepted: accepted.running, hosts: directory.hosts.list, firstHost, onKeyRefused, retryMs })
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
  return {
    accepted,
    peers: {
      standing,
      link: (address) => keeper.link(address),
      links: () => keeper.running(),
      takeOver: async () => {
        const taken = await standing.takeOver()
        if (!taken.ok) return taken
        showAccess(access, directory)
        await meetings.recover()
        void keeper.dial()
        return ok()
      },
    },
    leave: async () => {
      for (const stop of stops) stop()
      if (keeper.running().length > 0) {
        standing.show(true)
        await within(LEAVE_MS, Promise.all(keeper.sessions().map((session) => session.settled())))
      }
      await keeper.close()
      await accepted.close()
    },
  }
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
