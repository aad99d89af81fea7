import { Bonjour } from 'bonjour-service'
import { shareAddresses } from '../addresses.ts'

/** One service as it is seen on the network: nothing about it is known to be true. */
export interface SeenService {
  readonly name: string
  readonly port: number
  /** Where its answer came from. */
  readonly address: string
  readonly txt: Readonly<Record<string, unknown>>
}

export interface PublishedService {
  /** Unique on the network. */
  readonly name: string
  readonly port: number
  readonly txt: Readonly<Record<string, string>>
}

/** DNS service discovery by multicast on the networks that this machine is on. Many networks let none of it through. */
export interface Multicast {
  /** @returns says goodbye and stops */
  publish(service: PublishedService): () => void
  /** Tells everything that is there whenever it changes. @returns stops */
  find(onChange: (services: readonly SeenService[]) => void): () => void
}

const TYPE = 'huishang'
/** How often what does not answer any more is looked for, and those that are there are asked again, in ms. */
const AGAIN_MS = 10_000
/** Whoever floods the network must not fill our memory. */
const MOST_SERVICES = 64

/** Failures are silent: where multicast does not work, people type the address. */
export const MULTICAST: Multicast = { publish, find }

function publish({ name, port, txt }: PublishedService): () => void {
  const sockets = openSockets()
  // A name of this machine's own choosing: the system's may be its owner's.
  for (const socket of sockets) socket.publish({ name, type: TYPE, port, txt, host: `${name}.local`, probe: false, disableIPv6: true })
  return () => {
    for (const socket of sockets) socket.unpublishAll(() => socket.destroy())
  }
}

function find(onChange: (services: readonly SeenService[]) => void): () => void {
  const sockets = openSockets()
  const browsers = sockets.map((socket) => socket.find({ type: TYPE }))
  const tell = (): void => {
    const seen = browsers.flatMap(({ services }) => services).map(({ name, port, referer, addresses, txt }) => ({ name, port, address: referer?.address ?? addresses?.[0] ?? '', txt: isRecord(txt) ? txt : {} }))
    onChange(seen.slice(0, MOST_SERVICES))
  }
  for (const browser of browsers) {
    browser.on('up', tell)
    browser.on('down', tell)
    browser.on('txt-update', tell)
    browser.on('srv-update', tell)
  }
  const again = setInterval(() => {
    for (const browser of browsers) {
      browser.expire()
      browser.update()
    }
  }, AGAIN_MS)
  again.unref()
  return () => {
    clearInterval(again)
    for (const browser of browsers) browser.stop()
    for (const socket of sockets) socket.destroy()
  }
}

/** One for each network: a single one would speak on the system's default network only. */
function openSockets(): readonly Bonjour[] {
  return shareAddresses('0.0.0.0').flatMap((address) => {
    try {
      // Bound to every address, because on Linux a socket bound to one hears no multicast.
      const options = { interface: address, bind: '0.0.0.0' }
      const socket = new Bonjour(options as object, () => undefined)
      silence(socket)
      return [socket]
    } catch {
      return []
    }
  })
}

/** The library gives no way to hear of errors of its socket, and one that nobody hears of would end the process. */
function silence(socket: Bonjour): void {
  const { server } = socket as unknown as { readonly server: { readonly mdns: { on(event: 'error' | 'warning', listener: () => void): void } } }
  server.mdns.on('error', () => undefined)
  server.mdns.on('warning', () => undefined)
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}
