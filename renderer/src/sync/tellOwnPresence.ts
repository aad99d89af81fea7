import type { WebsocketProvider } from 'y-websocket'

interface Change {
  readonly added: readonly number[]
  readonly updated: readonly number[]
  readonly removed: readonly number[]
}

/**
 * Lets a provider send its own presence only. y-websocket sends back every presence it hears, which in a full room is
 * most of what goes to the hub.
 */
export function tellOwnPresence(provider: Pick<WebsocketProvider, 'awareness' | '_awarenessUpdateHandler'>): void {
  const { awareness } = provider
  // oxlint-disable-next-line no-underscore-dangle -- there is no option for it
  const tell = provider._awarenessUpdateHandler
  awareness.off('update', tell)
  awareness.on('update', ({ added, updated, removed }: Change, origin: unknown) => {
    if ([...added, ...updated, ...removed].includes(awareness.clientID)) tell({ added: [], updated: [awareness.clientID], removed: [] }, origin)
  })
}
