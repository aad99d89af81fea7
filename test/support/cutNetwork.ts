import type { BrowserContext, WebSocketRoute } from 'playwright-core'

export interface Network {
  /** The hub is out of reach for this browser's sockets: open ones break, new ones fail. Pages still load. */
  cut(): Promise<void>
  restore(): void
}

/** Puts a switch between a browser and the hub. Pages opened (or reloaded) afterwards go through it. */
export async function cutNetwork(context: BrowserContext): Promise<Network> {
  const open = new Set<WebSocketRoute>()
  let isCut = false
  await context.routeWebSocket(/\/sync\//, (socket) => {
    if (isCut) return void socket.close({ code: 1013 })
    open.add(socket)
    socket.connectToServer()
    return undefined
  })
  return {
    async cut() {
      isCut = true
      await Promise.all([...open].map((socket) => socket.close({ code: 1013 })))
      open.clear()
    },
    restore() {
      isCut = false
    },
  }
}
