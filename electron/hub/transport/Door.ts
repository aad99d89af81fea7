import type { Server as HttpServer } from 'node:http'
import { createServer, type Server as NetServer, type Socket } from 'node:net'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { isLoopbackAddress, isWildcard } from '../addresses.ts'
import type { HubCertificate } from './hubCertificate.ts'
import { createPlainAnswer } from './plainAnswer.ts'

export type ListenError = { readonly kind: 'port-taken'; readonly port: number } | { readonly kind: 'address-unavailable'; readonly host: string }

export interface DoorOptions {
  /** Answers requests and upgrades of everybody who comes in; it never listens itself. */
  readonly server: HttpServer
  /**
   * `encrypted`: who is not on this machine gets in by TLS only. `plain`: everybody may speak plain http, because
   * somebody has chosen so (a reverse proxy on another machine, a closed network).
   */
  readonly policy: 'encrypted' | 'plain'
  readonly log: (line: string) => void
}

/** First byte of every TLS connection (a handshake record); no HTTP request begins with it. */
const TLS_HANDSHAKE = 0x16
/** How long a connection may say nothing, and how long a handshake may take, in ms. */
const PATIENCE_MS = 10_000
const MOST_CONNECTIONS = 8_192
/** One machine of the network cannot take all of them. A proxy on this machine stands for many and is not counted. */
const MOST_PER_ADDRESS = 512
const PORT_TRIES = 10

/**
 * The hub's port. One port for both: who begins a TLS handshake gets TLS, this machine may also speak plain http, and
 * anybody else who speaks plain http is told the https address and nothing more.
 */
export class Door {
  readonly #options: DoorOptions
  readonly #sockets = new Map<Socket, string>()
  readonly #plainAnswer: HttpServer
  readonly #tls: TlsServer
  #isSealable = false
  #fronts: readonly NetServer[] = []
  #place = { host: '', port: 0 }

  constructor(options: DoorOptions) {
    this.#options = options
    this.#plainAnswer = createPlainAnswer(() => this.#place.port)
    this.#tls = createTlsServer({ minVersion: 'TLSv1.2', handshakeTimeout: PATIENCE_MS, ALPNProtocols: ['http/1.1'] })
    this.#tls.on('secureConnection', (socket) => options.server.emit('connection', socket))
    this.#tls.on('tlsClientError', (_error, socket) => socket.destroy())
    // Node counts a server's connections and enforces its timeouts from this event on; these servers never listen.
    for (const server of [options.server, this.#plainAnswer]) server.emit('listening')
  }

  get host(): string {
    return this.#place.host
  }

  get port(): number {
    return this.#place.port
  }

  get isEncrypted(): boolean {
    return this.#options.policy === 'encrypted' && !isLoopbackAddress(this.#place.host)
  }

  /** From now on handshakes are answered with this; connections that are open keep what they have. */
  sealWith({ key, cert }: HubCertificate): void {
    this.#tls.setSecureContext({ key, cert, minVersion: 'TLSv1.2' })
    this.#isSealable = true
  }

  /** @param port 0 takes any free one */
  async listen(host: string, port: number): Promise<Result<void, ListenError>> {
    for (let tries = 1; ; tries++) {
      const opened = await this.#openFronts(host, port)
      if (opened.ok || port !== 0 || opened.error.kind !== 'port-taken' || tries === PORT_TRIES) return opened
    }
  }

  /**
   * Listens elsewhere on the same port. Who is connected stays connected, except that who is on another machine is cut
   * when the new place is this machine alone. If it fails, everything is as it was.
   */
  async moveTo(host: string): Promise<Result<void, ListenError>> {
    const { host: before, port } = this.#place
    void this.#closeFronts()
    const moved = await this.listen(host, port)
    if (!moved.ok) {
      const back = await this.listen(before, port)
      if (!back.ok) this.#options.log(`listening: ${before} is gone too (${back.error.kind})`)
      return moved
    }
    if (isLoopbackAddress(host)) for (const [socket, address] of this.#sockets) if (!isLoopbackAddress(address)) socket.destroy()
    return ok()
  }

  /** Takes nobody in any more. @returns cuts who is still there, and waits until they and the port are gone. */
  close(): () => Promise<void> {
    const closed = this.#closeFronts()
    this.#options.server.close()
    this.#plainAnswer.close()
    return async () => {
      for (const socket of this.#sockets.keys()) socket.destroy()
      await closed
    }
  }

  async #openFronts(host: string, wanted: number): Promise<Result<void, ListenError>> {
    const first = await this.#openFront(host, wanted)
    if (!first.ok) return first
    const { front, port } = first.value
    this.#fronts = [front]
    this.#place = { host, port }
    if (this.#options.policy === 'plain' || isWildcard(host) || isLoopbackAddress(host)) return ok()
    // This machine's own window and scripts go on reaching it without a certificate.
    const own = await this.#openFront('127.0.0.1', port)
    if (own.ok) this.#fronts = [front, own.value.front]
    else void this.#closeFronts()
    return own.ok ? ok() : own
  }

  #openFront(host: string, wanted: number): Promise<Result<{ readonly front: NetServer; readonly port: number }, ListenError>> {
    const front = createServer({ noDelay: true }, (socket) => this.#welcome(socket))
    front.maxConnections = MOST_CONNECTIONS
    return new Promise((resolve) => {
      front.once('error', (error: NodeJS.ErrnoException) => {
        resolve(err(error.code === 'EADDRINUSE' ? { kind: 'port-taken', port: wanted } : { kind: 'address-unavailable', host }))
      })
      front.listen(wanted, host, () => {
        // Without a listener an error of the socket that listens (too many open files) would end the process.
        front.on('error', (error: NodeJS.ErrnoException) => this.#options.log(`listening: ${error.code ?? 'unknown error'}`))
        const address = front.address()
        resolve(ok({ front, port: typeof address === 'object' && address ? address.port : wanted }))
      })
    })
  }

  /** @returns when everyone who came in by them has gone */
  #closeFronts(): Promise<unknown> {
    const closed = Promise.all(this.#fronts.map((front) => new Promise<void>((resolve) => front.close(() => resolve()))))
    this.#fronts = []
    return closed
  }

  #welcome(socket: Socket): void {
    const address = socket.remoteAddress ?? ''
    socket.on('error', () => socket.destroy())
    const isHere = isLoopbackAddress(address)
    if (!isHere && this.#countOf(address) >= MOST_PER_ADDRESS) {
      socket.destroy()
      return
    }
    this.#sockets.set(socket, address)
    socket.once('close', () => this.#sockets.delete(socket))
    if (this.#isSealable || !isHere) this.#sort(socket, isHere)
    else this.#options.server.emit('connection', socket)
  }

  #sort(socket: Socket, isHere: boolean): void {
    const patience = setTimeout(() => socket.destroy(), PATIENCE_MS)
    socket.once('close', () => clearTimeout(patience))
    const look = (): void => {
      const first = socket.read(1) as Buffer | null
      if (!first) {
        socket.once('readable', look)
        return
      }
      clearTimeout(patience)
      socket.unshift(first)
      if (first[0] !== TLS_HANDSHAKE) this.#plainServer(isHere).emit('connection', socket)
      else if (this.#isSealable) this.#tls.emit('connection', socket)
      else socket.destroy()
    }
    look()
  }

  #plainServer(isHere: boolean): HttpServer {
    return isHere || this.#options.policy === 'plain' ? this.#options.server : this.#plainAnswer
  }

  #countOf(address: string): number {
    let count = 0
    for (const other of this.#sockets.values()) if (other === address) count++
    return count
  }
}

