import { Offered } from './offer.mjs'

/** @param {unknown} value */
const describe = (value) => (value === null ? 'null' : typeof value)

class IpcMain extends Offered {
  /** @type {Map<string, (event: object, ...args: any[]) => unknown>} */
  #handlers = new Map()

  handle(/** @type {string} */ channel, /** @type {(event: object, ...args: any[]) => unknown} */ handler) {
    if (this.#handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    if (typeof handler !== 'function') throw new TypeError(`Expected handler to be a function, but found type '${describe(handler)}'`)
    this.#handlers.set(channel, handler)
  }

  handleOnce(/** @type {string} */ channel, /** @type {(event: object, ...args: any[]) => unknown} */ handler) {
    this.handle(channel, (event, ...args) => {
      this.removeHandler(channel)
      return handler(event, ...args)
    })
  }

  removeHandler(/** @type {string} */ channel) {
    this.#handlers.delete(channel)
  }

  /** @param {string} channel @param {object} event @param {any[]} args */
  async $invoke(channel, event, args) {
    const handler = this.#handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    return handler(event, ...args)
  }
}

export const ipcMain = new IpcMain()
