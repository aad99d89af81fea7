/* oxlint-disable unicorn/consistent-function-scoping -- the functions must be self-contained: their source text runs in another world */
// @ts-nocheck -- values of any shape pass through here, in worlds whose globals are not this program's
/**
 * One side of the bridge between the page's world and the preload's. Both worlds of a frame share its DOM but no
 * JavaScript object: a message is a DOM event whose `detail` Blink clones when the other world reads it, and as events
 * are delivered at once, a call across the bridge is synchronous, as in Electron. Self-contained: its source text is
 * put into both worlds.
 *
 * contextBridge's rules: functions and promises become proxies, prototypes are dropped, an error keeps message and
 * stack only.
 * @param {{ key: string, side: 'page' | 'preload' }} options `key`: a secret of the frame, so that no page can listen
 */
export function makeEndpoint({ key, side }) {
  // Taken before any script of the page runs: what a page overwrites later changes nothing here.
  const dispatch = EventTarget.prototype.dispatchEvent.bind(globalThis)
  const listen = EventTarget.prototype.addEventListener.bind(globalThis)
  const Message = CustomEvent
  const clone = globalThis.structuredClone
  const { defineProperty, getPrototypeOf, keys, freeze } = Object
  const asPromise = Promise
  const apply = Reflect.apply
  const other = side === 'page' ? 'preload' : 'page'
  const DEPTH_LIMIT = 1000

  /** @type {Map<number, Function>} */
  const offered = new Map()
  const offeredIds = new WeakMap()
  const proxies = new Map()
  const replies = new Map()
  const settlers = new Map()
  const counter = { last: 0 }
  const handlers = {}

  const post = (message) => dispatch(new Message(`${key}:${other}`, { detail: message }))

  function encode(value, depth = 0) {
    if (depth > DEPTH_LIMIT) throw new Error('Electron contextBridge recursion depth exceeded.  Nested objects deeper than 1000 are not supported.')
    if (typeof value === 'function') {
      if (!offeredIds.has(value)) {
        const id = ++counter.last
        offered.set(id, value)
        offeredIds.set(value, id)
      }
      return ['f', offeredIds.get(value)]
    }
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.')
    if (value === null || typeof value !== 'object') return ['v', value]
    if (value instanceof asPromise) {
      const id = ++counter.last
      value.then(
        (result) => post(settlement(id, true, result)),
        (error) => post(settlement(id, false, error)),
      )
      return ['p', id]
    }
    if (Array.isArray(value)) return ['a', value.map((item) => encode(item, depth + 1))]
    if (value instanceof Error) return ['e', value.message, value.stack]
    const tag = apply(Object.prototype.toString, value, [])
    if (tag === '[object Object]' || getPrototypeOf(value) === Object.prototype || getPrototypeOf(value) === null) {
      return ['o', keys(value).map((name) => [name, encode(value[name], depth + 1)])]
    }
    try {
      return ['v', clone(value)]
    } catch {
      throw new Error('An object could not be cloned.')
    }
  }

  function settlement(id, isFulfilled, value) {
    try {
      return { op: 'settle', id, isFulfilled, value: encode(value) }
    } catch (error) {
      return { op: 'settle', id, isFulfilled: false, value: encode(error) }
    }
  }

  function decode([kind, first, second], isFrozen = false) {
    switch (kind) {
      case 'f': {
        if (!proxies.has(first)) {
          const proxy = (...args) => call(first, args)
          proxies.set(first, isFrozen ? freeze(proxy) : proxy)
        }
        return proxies.get(first)
      }
      case 'p':
        return new asPromise((resolve, reject) => settlers.set(first, { resolve, reject }))
      case 'a': {
        const list = first.map((item) => decode(item, isFrozen))
        return isFrozen ? freeze(list) : list
      }
      case 'o': {
        const object = {}
        for (const [name, item] of first) defineProperty(object, name, { value: decode(item, isFrozen), enumerable: true, writable: true, configurable: true })
        return isFrozen ? freeze(object) : object
      }
      case 'e': {
        const error = new Error(first)
        if (second !== undefined) defineProperty(error, 'stack', { value: second, writable: true, configurable: true })
        return error
      }
      default:
        return first
    }
  }

  /** @param {string} op @param {object} body */
  function request(op, body) {
    const call = ++counter.last
    post({ op, call, ...body })
    const reply = replies.get(call)
    replies.delete(call)
    if (reply === undefined) throw new Error('electron-double: the page has no such world')
    if (!reply.isFulfilled) throw decode(reply.value)
    return decode(reply.value)
  }

  const call = (id, args) => request('call', { id, args: args.map((argument) => encode(argument)) })

  listen(`${key}:${side}`, (event) => {
    const message = event.detail
    if (message.op === 'reply') return void replies.set(message.call, message)
    if (message.op === 'settle') {
      const settler = settlers.get(message.id)
      settlers.delete(message.id)
      return void settler?.[message.isFulfilled ? 'resolve' : 'reject'](decode(message.value))
    }
    let reply
    try {
      const result = message.op === 'call' ? apply(offered.get(message.id), undefined, message.args.map((item) => decode(item))) : handlers[message.op](message)
      reply = { op: 'reply', call: message.call, isFulfilled: true, value: encode(result) }
    } catch (error) {
      reply = { op: 'reply', call: message.call, isFulfilled: false, value: encode(error) }
    }
    post(reply)
  })

  return { request, encode, decode, handlers }
}

/**
 * The page's side, in the page's own world. Self-contained.
 * @param {ReturnType<typeof makeEndpoint>} endpoint
 */
export function installPageWorld(endpoint) {
  endpoint.handlers.ping = () => true
  endpoint.handlers.expose = ({ name, api }) => {
    if (Object.prototype.hasOwnProperty.call(globalThis, name)) throw new Error('Cannot bind an API on top of an existing property on the window object')
    Object.defineProperty(globalThis, name, { value: endpoint.decode(api, true), enumerable: true, writable: false, configurable: false })
  }
}
