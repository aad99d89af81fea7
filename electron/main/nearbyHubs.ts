import { browseHubs, type NearbyHub } from '../hub/discovery/browseHubs.ts'

export interface NearbyHubs {
  /** Those heard so far. Listening begins with the first question and ends when nobody has asked for a while. */
  list(): readonly NearbyHub[]
  close(): void
}

const PATIENCE_MS = 20_000

/** Windows ask again and again while people choose, so that nothing listens on the network when nobody looks. */
export function createNearbyHubs(browse: typeof browseHubs = browseHubs): NearbyHubs {
  const held: { hubs: readonly NearbyHub[]; stop?: (() => void) | undefined; timer?: ReturnType<typeof setTimeout> } = { hubs: [] }
  const close = (): void => {
    clearTimeout(held.timer)
    held.stop?.()
    held.stop = undefined
    held.hubs = []
  }
  return {
    list: () => {
      held.stop ??= browse((hubs) => {
        held.hubs = hubs
      })
      clearTimeout(held.timer)
      held.timer = setTimeout(close, PATIENCE_MS)
      held.timer.unref()
      return held.hubs
    },
    close,
  }
}
