import { useSyncExternalStore } from 'react'

/** Where the window is. Kept in the address's fragment, which never reaches a server. */
export type Route =
  | { readonly screen: 'today'; readonly isCreating?: boolean }
  | { readonly screen: 'join'; readonly invite: string }
  | { readonly screen: 'meeting'; readonly id: string; readonly tab: MeetingTab; readonly itemId: string | null }
  | { readonly screen: 'archive'; readonly file: string | null }
  | { readonly screen: 'people'; readonly isInviting?: boolean }
  | { readonly screen: 'settings' }

export const MEETING_TABS = ['agenda', 'board', 'actions'] as const
export type MeetingTab = (typeof MEETING_TABS)[number]

export function routeHref(route: Route): string {
  switch (route.screen) {
    case 'join':
      return `#/join/${encodeURIComponent(route.invite)}`
    case 'meeting':
      return `#/meeting/${route.id}/${route.tab}${route.itemId === null ? '' : `/${route.itemId}`}`
    case 'archive':
      return route.file === null ? '#/archive' : `#/archive/${encodeURIComponent(route.file)}`
    case 'today':
      return route.isCreating ? '#/today/new' : '#/today'
    case 'people':
      return route.isInviting ? '#/people/invite' : '#/people'
    case 'settings':
      return '#/settings'
  }
}

export function parseRoute(hash: string): Route {
  const [screen, first, second, third] = hash.replace(/^#\/?/, '').split('/').map(decode)
  if (screen === 'join' && first) return { screen, invite: first }
  if (screen === 'meeting' && first)
    return { screen, id: first, tab: MEETING_TABS.find((tab) => tab === second) ?? 'agenda', itemId: third || null }
  if (screen === 'archive') return { screen, file: first || null }
  if (screen === 'people') return first === 'invite' ? { screen, isInviting: true } : { screen }
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
