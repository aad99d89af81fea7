/* oxlint-disable unicorn/consistent-function-scoping -- the functions must be self-contained: their source text runs in another world */
// @ts-nocheck -- values of any shape pass through here, in worlds whose globals are not this program's
import { makeCodec } from './codec.mjs'
import { installPageWorld, makeEndpoint } from './endpoint.mjs'

/**
 * What a sandboxed preload finds around it: `require('electron')`, a little of `process`, and nothing of Node.
 * Self-contained: its source text is put into the preload's world.
 */
function installPreloadWorld({ endpoint, codec, bindingName, runnerName, processInfo, args }) {
  const toMain = globalThis[bindingName]
  delete globalThis[bindingName]
  const pending = new Map()
  const listeners = new Map()
  const counter = { last: 0 }
  const notImplemented = (name) => { throw new Error(`electron-double: ${name} is not implemented`) }
  const strict = (name, members) => new Proxy(members, {
    get: (target, key) => (typeof key === 'symbol' || key in target ? Reflect.get(target, key) : notImplemented(`${name}.${key}`)),
  })
  const hasPageWorld = () => {
    try {
      return endpoint.request('ping', {})
    } catch {
      return false
    }
  }
  const post = (message) => toMain(JSON.stringify(message))

  const ipcRenderer = strict('ipcRenderer', {
    async invoke(channel, ...rest) {
      const id = ++counter.last
      const body = codec.encode(rest)
      const answer = await new Promise((resolve) => {
        pending.set(id, resolve)
        post({ op: 'invoke', id, channel, body })
      })
      if (answer.error !== undefined) throw new Error(`Error invoking remote method '${channel}': ${answer.error}`)
      return codec.decode(answer.body)
    },
    send(channel, ...rest) {
      post({ op: 'send', channel, body: codec.encode(rest) })
    },
    on(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, isOnce: false }])
      return ipcRenderer
    },
    once(channel, listener) {
      listeners.set(channel, [...(listeners.get(channel) ?? []), { listener, isOnce: true }])
      return ipcRenderer
    },
    addListener: (channel, listener) => ipcRenderer.on(channel, listener),
    off(channel, listener) {
      const held = listeners.get(channel) ?? []
      const at = held.findLastIndex((entry) => entry.listener === listener)
      listeners.set(channel, held.filter((_entry, index) => index !== at))
      return ipcRenderer
    },
    removeListener: (channel, listener) => ipcRenderer.off(channel, listener),
    removeAllListeners(channel) {
      if (channel === undefined) listeners.clear()
      else listeners.delete(channel)
      return ipcRenderer
    },
    listenerCount: (channel) => (listeners.get(channel) ?? []).length,
  })

  const contextBridge = strict('contextBridge', {
    exposeInMainWorld(name, api) {
      endpoint.request('expose', { name, api: endpoint.encode(api) })
    },
  })

  const webUtils = strict('webUtils', {})
  const electron = strict('electron', { ipcRenderer, contextBridge, webUtils })
  const require = (name) => {
    if (name === 'electron' || name === 'electron/renderer' || name === 'electron/common') return electron
    if (/^(node:)?(events|timers|url)$/.test(name)) return notImplemented(`require('${name}') in a preload`)
    throw new Error(`module not found: ${name}`)
  }

  const received = {
    reply: ({ id, error, body }) => {
      pending.get(id)?.({ error, body })
      pending.delete(id)
    },
    event: ({ channel, body }) => {
      const event = { sender: ipcRenderer, ports: [], senderId: 0 }
      const values = codec.decode(body)
      for (const { listener, isOnce } of listeners.get(channel) ?? []) {
        if (isOnce) ipcRenderer.off(channel, listener)
        listener(event, ...values)
      }
    },
  }

  const sandboxedProcess = strict('process', { ...processInfo, argv: args, env: {}, type: 'renderer', sandboxed: true, contextIsolated: true, isMainFrame: true })
  /** Runs the preload (called by the next script of this world) and is afterwards the way in for main's messages. */
  Object.defineProperty(globalThis, runnerName, {
    value: (command) => {
      if (typeof command !== 'function') return received[command.op](command)
      const module = { exports: {} }
      // The empty document a popup begins with has no page's world of ours; its real one follows.
      if (!hasPageWorld()) return undefined
      try {
        command(module.exports, require, module, sandboxedProcess, globalThis)
      } catch (error) {
        post({ op: 'preload-error', message: String(error?.message ?? error), stack: String(error?.stack ?? error) })
      }
      return undefined
    },
  })
}

/**
 * The scripts of one window, in the order in which they must be added to it.
 * @param {{ key: string, bindingName: string, runnerName: string, preload: string | undefined, processInfo: object, args: readonly string[] }} options
 *   `preload`: source text of the preload script
 */
export function worldScripts({ key, bindingName, runnerName, preload, processInfo, args }) {
  const endpoint = (/** @type {string} */ side) => `(${makeEndpoint.toString()})(${JSON.stringify({ key, side })})`
  // The preload runs in the main frame only (nodeIntegrationInSubFrames is off).
  const inMainFrame = (/** @type {string} */ source) => `if (globalThis === globalThis.top) {${source}}`
  const options = `{ endpoint: ${endpoint('preload')}, codec: (${makeCodec.toString()})(), ...${JSON.stringify({ bindingName, runnerName, processInfo, args })} }`
  return {
    page: inMainFrame(`(${installPageWorld.toString()})(${endpoint('page')})`),
    preloadWorld: inMainFrame(`(${installPreloadWorld.toString()})(${options})`),
    preload: preload === undefined ? undefined : inMainFrame(`globalThis[${JSON.stringify(runnerName)}](${wrapPreload(preload)})`),
  }
}

/** A preload as CommonJS wraps it. @param {string} source */
export function wrapPreload(source) {
  return `(function (exports, require, module, process, global) {${source}\n})`
}
