import type { AccessStore } from '../access/AccessStore.ts'
import type { Directory } from '../Directory.ts'
import type { HubStanding } from '../link/HubStanding.ts'
import type { HubNetwork } from '../transport/hubNetwork.ts'
import { announceHub, type Announcement, type HubNotice } from './announceHub.ts'
import type { Multicast } from './multicast.ts'

export interface HostAnnouncementParts {
  readonly standing: Pick<HubStanding, 'isHosting' | 'onChange'>
  readonly directory: Pick<Directory, 'workspace'>
  readonly access: Pick<AccessStore, 'workspaceKey'>
  readonly network: () => HubNetwork
  /** Whether it may be announced at all. */
  readonly isWished: boolean
  readonly multicast: Multicast | undefined
}

export interface HostAnnouncement extends Announcement {
  wish(isWished: boolean): void
}

/**
 * Announces a hub while it hosts, that is wished and others get in by TLS: from the moment it takes over, by whatever way,
 * until it gives way. A hub that stands by would lead newcomers to where nobody is served.
 */
export function announceHosting({ standing, directory, access, network, isWished, multicast }: HostAnnouncementParts): HostAnnouncement {
  const held = { isWished }
  const announcement = announceHub(() => {
    const { port, fingerprint } = network()
    if (!held.isWished || !standing.isHosting || fingerprint === null) return null
    return { workspaceName: directory.workspace.name, workspaceId: access.workspaceKey?.id ?? null, port, fingerprint } satisfies HubNotice
  }, multicast)
  const stop = standing.onChange(announcement.refresh)
  return {
    refresh: announcement.refresh,
    wish: (wished) => {
      held.isWished = wished
      announcement.refresh()
    },
    close: () => {
      stop()
      announcement.close()
    },
  }
}
