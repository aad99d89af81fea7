import { EventEmitter } from 'node:events'
import { WebSocket } from 'ws'

/** One attached target. Emits CDP events by name. */
export class CdpSession extends EventEmitter {
  #connection
  /** @param {CdpConnection} connection @param {string | undefined} sessionId the browser's own session has none */
  constructor(connection, sessionId) {
    super()
    this.setMaxListeners(0)
    this.#connection = connection
    this.sessionId = sessionId
  }

  /**
   * Rejects when the target is gone; see `attempt` for calls that may race with its end.
   * @param {string} method
   * @param {object} [params]
   * @returns {Promise<any>}
   */
  send(method, params = {}) {
    return this.#connection.send(method, params, this.sessionId)
  }

  /** Like `send`, for calls whose target may be closing: answers `undefined` then. @param {string} method @param {object} [params] */
  attempt(method, params = {}) {
    return this.send(method, params).catch(() => undefined)
  }
}

/** A connection to Chromium's DevTools end point, flat sessions. */
export class CdpConnection extends EventEmitter {
  #socket
  #lastId = 0
  /** @type {Map<number, { resolve: (result: any) => void, reject: (error: Error) => void, method: string }>} */
  #pending = new Map()
  /** @type {Map<string, CdpSession>} */
  #sessions = new Map()

  /** @param {WebSocket} socket */
  constructor(socket) {
    super()
    this.#socket = socket
    this.browser = new CdpSession(this, undefined)
    socket.on('message', (data) => this.#receive(JSON.parse(String(data))))
    socket.on('error', () => {})
    socket.on('close', () => {
      for (const { reject, method } of this.#pending.values()) reject(new Error(`electron-double: Chromium is gone (${method})`))
      this.#pending.clear()
      this.emit('closed')
    })
  }

  /** @param {string} url @returns {Promise<CdpConnection>} */
  static open(url) {
    const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: 1024 ** 3 })
    return new Promise((resolve, reject) => {
      socket.once('open', () => resolve(new CdpConnection(socket)))
      socket.once('error', reject)
    })
  }

  /** @param {string} method @param {object} params @param {string | undefined} sessionId @returns {Promise<any>} */
  send(method, params, sessionId) {
    return new Promise((resolve, reject) => {
      if (this.#socket.readyState !== WebSocket.OPEN) return reject(new Error(`electron-double: Chromium is gone (${method})`))
      const id = ++this.#lastId
      this.#pending.set(id, { resolve, reject, method })
      this.#socket.send(JSON.stringify({ id, method, params, ...(sessionId === undefined ? {} : { sessionId }) }))
    })
  }

  /** @param {any} message */
  #receive(message) {
    if (message.id !== undefined) {
      const pending = this.#pending.get(message.id)
      this.#pending.delete(message.id)
      if (message.error === undefined) pending?.resolve(message.result)
      else pending?.reject(new Error(`${pending.method}: ${message.error.message}`))
      return
    }
    const session = message.sessionId === undefined ? this.browser : this.#sessions.get(message.sessionId)
    if (message.method === 'Target.attachedToTarget') this.#sessions.set(message.params.sessionId, new CdpSession(this, message.params.sessionId))
    // The session object goes along: whoever hears of a new target must be able to set it up before it runs.
    session?.emit(message.method, message.params, this.#sessions.get(message.params?.sessionId))
    if (message.method === 'Target.detachedFromTarget') {
      this.#sessions.get(message.params.sessionId)?.emit('detached')
      this.#sessions.delete(message.params.sessionId)
    }
  }

  close() {
    this.#socket.close()
  }
}
