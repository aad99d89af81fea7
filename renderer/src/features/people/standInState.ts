import { compareHosts, currentHost } from '../../../../shared/model/DirectoryDocument.ts'
import type { HostEntry } from '../../../../shared/schema/directory.ts'

export type StandInState =
  | { readonly state: 'hosting' | 'standby' | 'none' }
  /** Its copy is as of `since`, an instant. */
  | { readonly state: 'away'; readonly since: string }
  /** Its disk has refused since `since`, an instant: its copy is not whole. */
  | { readonly state: 'not-saving'; readonly since: string }

/** How ready the machine of this person is, by what the hubs say of themselves and the host says of those that are gone. */
export function standInState(hosts: readonly HostEntry[], personId: string): StandInState {
  const [entry] = hosts.filter((host) => host.personId === personId).toSorted(compareHosts)
  if (!entry) return { state: 'none' }
  const host = currentHost(hosts)
  if (host?.id === entry.id) return { state: 'hosting' }
  // Also if it has gone since: what is known of its copy is that it ends there.
  if (entry.notSavingSince !== null) return { state: 'not-saving', since: entry.notSavingSince }
  if (entry.goneSince !== null) return { state: 'away', since: entry.goneSince }
  if (entry.state === 'standby') return { state: 'standby' }
  // A former host that did not give way has not been seen since another took over.
  return { state: 'away', since: entry.state === 'left' || !host ? entry.since : host.since }
}
