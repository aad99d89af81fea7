import { useSyncExternalStore } from 'react'
import { archiveHref, parseArchive, type ArchiveRoute } from './archiveRoute.ts'

/** Where the window is. Kept in the address's fragment, which never reaches a server. */
export type Route =
  | { readonly screen: 'today'; readonly isCreating?: boolean }
  | { readonly screen: 'join'; readonly invite: string }
  | { readonly screen: 'meeting'; readonly id: string; readonly tab: MeetingTab; readonly itemId: string | null }
  | ArchiveRoute
  | PeopleRoute
  | { readonly screen: 'pool'; readonly id: string | null }
  | { readonly screen: 'settings' }

export interface PeopleRoute {
  readonly screen: 'people'
  /** Who is here unless said. */
  readonly view?: Exclude<PeopleView, 'here'>
  readonly isInviting?: boolean
  /** Person who is given an invitation for one more device. */
  readonly returning?: string
}

/** Who has joined, what invitations are out, and who is signed in where. */
export const PEOPLE_VIEWS = ['here', 'invitations', 'sign-ins'] as const
export type PeopleView = (typeof PEOPLE_VIEWS)[number]

export const MEETING_TABS = ['agenda', 'board', 'actions'] as const
export type MeetingTab = (typeof MEETING_TABS)[number]

export function routeHref(route: Route): string {
  switch (route.screen) {
    case 'join':
      return `#/join/${encodeURIComponent(route.invite)}`
    case 'meeting':
      return `#/meeting/${route.id}/${route.tab}${route.itemId === null ? '' : `/${route.itemId}`}`
    case 'archive':
      return archiveHref(route)
    case 'today':
      return route.isCreating ? '#/today/new' : '#/today'
    case 'people':
      return peopleHref(route)
    case 'pool':
      return route.id === null ? '#/pool' : `#/pool/${route.id}`
    case 'settings':
      return '#/settings'
  }
}

function peopleHref({ view, isInviting, returning }: PeopleRoute): string {
  if (returning !== undefined) return `#/people/return/${returning}`
  if (isInviting) return '#/people/invite'
  return view === undefined ? '#/people' : `#/people/${view}`
}

function parsePeople(first: string | undefined, second: string | undefined): PeopleRoute {
  if (first === 'invite') return { screen: 'people', isInviting: true }
  if (first === 'return' && second) return { screen: 'people', view: 'sign-ins', returning: second }
  return first === 'invitations' || first === 'sign-ins' ? { screen: 'people', view: first } : { screen: 'people' }
}

export function parseRoute(hash: string): Route {
  const [path = '', query = ''] = hash.replace(/^#\/?/, '').split(/\?(.*)/s)
  const [screen, first, second, third] = path.split('/').map(decode)
  if (screen === 'join' && first) return { screen, invite: first }
  if (screen === 'meeting' && first)
    return { screen, id: first, tab: MEETING_TABS.find((tab) => tab === second) ?? 'agenda', itemId: third || null }
  if (screen === 'archive') return parseArchive(first, query)
  if (screen === 'people') return parsePeople(first, second)
  if (screen === 'pool') return { screen, id: first || null }
  if (screen === 'settings') return { screen }
  return first === 'new' ? { screen: 'today', isCreating: true } : { screen: 'today' }
}

export function go(route: Route): void {
  window.location.hash = routeHref(route)
}

/** Goes there without leaving the place before in the history, e.g. an address that held an invitation. */
export function replaceRoute(route: Route): void {
  window.history.replaceState(null, '', routeHref(route))
  window.dispatchEvent(new HashChangeEvent('hashchange'))
}

/** The current place; renders again when it changes. */
export function useRoute(): Route {
  return parseRoute(useSyncExternalStore(subscribe, readHash))
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

function readHash(): string {
  return window.location.hash
}

function subscribe(listener: () => void): () => void {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}
