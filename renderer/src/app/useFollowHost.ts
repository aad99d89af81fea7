import { useEffect } from 'react'
import type { HostEntry } from '../../../shared/schema/directory.ts'
import { useHost } from '../hooks/useHost.ts'
import type { Joined } from '../hooks/useSession.ts'
import { findHost, type FoundHost } from '../sync/findHost.ts'
import { proveHost } from '../sync/proveHost.ts'
import type { Session } from '../sync/session.ts'

/** How often to look, in ms, and how long the host has to be away before others are asked. */
const LOOK_MS = 1_000
const PATIENCE_MS = 2_500

export interface Moved extends FoundHost {
  readonly fingerprint: string | null
}

/**
 * [H8] Looks for the workspace elsewhere when its host is not to be had, at the places that this machine's copy of the
 * directory names, and says where it found it. Does nothing in a browser, whose page belongs to one address.
 */
export function useFollowHost(session: Session, rooms: Rooms | null, onMoved: (moved: Moved) => void): void {
  const host = useHost()
  useEffect(() => (rooms && host.kind === 'desktop' ? followHost({ host, session, rooms, onMoved }) : undefined), [host, session, rooms, onMoved])
}

type Rooms = Pick<Joined, 'directoryConnection' | 'directory'>

interface FollowParts {
  readonly host: DesktopHost
  readonly session: Session
  readonly rooms: Rooms
  readonly onMoved: (moved: Moved) => void
}

/** @returns a function that stops it. */
function followHost({ host, session: { hubUrl, token }, rooms: { directoryConnection, directory }, onMoved }: FollowParts): () => void {
  const watched = { awaySince: null as number | null, isLooking: false, isGone: false }
  const look = async (): Promise<void> => {
    const isAway = directoryConnection.read().state === 'offline'
    watched.awaySince = isAway ? (watched.awaySince ?? performance.now()) : null
    if (watched.isLooking || watched.awaySince === null || performance.now() - watched.awaySince < PATIENCE_MS) return
    watched.isLooking = true
    try {
      const hosts = consentedHosts(directory)
      const found = await findHost({ hosts, ownHub: await ownHubOf(host), isKnown: isKnownBy(host), prove: (url) => proveHost(url, token) })
      if (watched.isGone || !found || directoryConnection.read().state !== 'offline') return
      // A host that is there and can't save lets nobody in sooner for being asked more often.
      if (found.url === hubUrl) {
        if (isSaving(directoryConnection)) directoryConnection.resume()
      } else onMoved({ ...found, fingerprint: fingerprintAt(hosts, found.url) })
    } finally {
      watched.isLooking = false
    }
  }
  const timer = setInterval(() => void look(), LOOK_MS)
  return () => {
    watched.isGone = true
    clearInterval(timer)
  }
}

/** Whoever was named once and is no longer still has a copy, and is not asked. */
function consentedHosts({ hosts, standIns, people }: Joined['directory']): readonly HostEntry[] {
  const named = new Set([...standIns.list().map(({ id }) => id), ...people.list().filter(({ role }) => role === 'secretary').map(({ id }) => id)])
  return hosts.list().filter(({ state, personId }) => state !== 'standby' || personId === null || named.has(personId))
}

type DesktopHost = ReturnType<typeof useHost>

async function ownHubOf({ standby }: DesktopHost): Promise<string | null> {
  const state = await standby?.state()
  return state?.ok && 'url' in state.value ? state.value.url : null
}

function isKnownBy({ trust }: DesktopHost): (url: string, fingerprint: string) => Promise<boolean> {
  return async (url, fingerprint) => {
    const verdict = await trust?.verify(url, fingerprint)
    return verdict?.ok === true && verdict.value.state === 'trusted'
  }
}

function isSaving(connection: Joined['directoryConnection']): boolean {
  const state = connection.read()
  return state.state !== 'offline' || state.isHubSaving
}

function fingerprintAt(hosts: readonly HostEntry[], url: string): string | null {
  return hosts.find(({ addresses }) => addresses.includes(url))?.fingerprint ?? null
}
