/* oxlint-disable unicorn/consistent-function-scoping -- the functions must be self-contained: their source text runs in another world */
// @ts-nocheck -- values of any shape pass through here, in worlds whose globals are not this program's
/**
 * Structured clone as text: what crosses IPC travels over CDP as JSON. Self-contained, because its source text is also
 * put into the preload's world.
 *
 * A body is one row per object, so that cycles and shared references survive. As in Electron: prototypes are dropped,
 * a `Buffer` arrives as `Uint8Array`, functions and everything else that cannot be cloned throw
 * "An object could not be cloned.".
 */
export function makeCodec() {
  const refusal = () => new Error('An object could not be cloned.')
  const clone = globalThis.structuredClone
  const VIEWS = ['Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array', 'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array', 'DataView']
  const ERRORS = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError }

  /** @param {Uint8Array} bytes */
  function toBase64(bytes) {
    if (typeof Buffer === 'function') return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
    let text = ''
    for (let start = 0; start < bytes.length; start += 0x8000) text += String.fromCharCode(...bytes.subarray(start, start + 0x8000))
    return btoa(text)
  }
  /** @param {string} text */
  function fromBase64(text) {
    const binary = atob(text)
    const bytes = new Uint8Array(binary.length)
    for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at)
    return bytes
  }

  /** @param {unknown} value @returns {string} */
  function encode(value) {
    let copy
    try {
      copy = clone(value)
    } catch {
      throw refusal()
    }
    const rows = []
    const seen = new Map()
    const cell = (item) => {
      switch (typeof item) {
        case 'undefined': return ['u']
        case 'bigint': return ['i', String(item)]
        case 'number': return Number.isFinite(item) && !Object.is(item, -0) ? item : ['n', Object.is(item, -0) ? '-0' : String(item)]
        case 'boolean':
        case 'string': return item
        default:
      }
      if (item === null) return null
      if (!seen.has(item)) {
        const at = rows.push(null) - 1
        seen.set(item, at)
        rows[at] = row(item)
      }
      return ['r', seen.get(item)]
    }
    const row = (item) => {
      if (Array.isArray(item)) return ['A', Array.from(item, cell)]
      if (item instanceof Date) return ['D', cell(item.getTime())]
      if (item instanceof RegExp) return ['R', item.source, item.flags]
      if (item instanceof Map) return ['M', [...item].map(([key, held]) => [cell(key), cell(held)])]
      if (item instanceof Set) return ['S', [...item].map(cell)]
      if (item instanceof Error) return ['E', item.name, item.message, item.stack ?? '']
      if (item instanceof ArrayBuffer) return ['B', toBase64(new Uint8Array(item))]
      if (ArrayBuffer.isView(item)) return ['T', item.constructor.name, toBase64(new Uint8Array(item.buffer, item.byteOffset, item.byteLength))]
      if (Object.getPrototypeOf(item) !== Object.prototype) throw refusal()
      return ['O', Object.keys(item).map((key) => [key, cell(item[key])])]
    }
    const root = cell(copy)
    return JSON.stringify([root, rows])
  }

  /** @param {string} text @returns {any} */
  function decode(text) {
    const [root, rows] = JSON.parse(text)
    const made = []
    const cell = (held) => {
      if (!Array.isArray(held)) return held
      switch (held[0]) {
        case 'u': return undefined
        case 'i': return BigInt(held[1])
        case 'n': return Number(held[1])
        default: return held[1] in made ? made[held[1]] : row(held[1])
      }
    }
    const row = (at) => {
      const [kind, first, second, third] = rows[at]
      switch (kind) {
        case 'A': {
          const list = (made[at] = [])
          for (const item of first) list.push(cell(item))
          return list
        }
        case 'O': {
          const object = (made[at] = {})
          // defineProperty: a key named __proto__ is data here.
          for (const [key, item] of first) Object.defineProperty(object, key, { value: cell(item), writable: true, enumerable: true, configurable: true })
          return object
        }
        case 'M': {
          const map = (made[at] = new Map())
          for (const [key, item] of first) map.set(cell(key), cell(item))
          return map
        }
        case 'S': {
          const set = (made[at] = new Set())
          for (const item of first) set.add(cell(item))
          return set
        }
        case 'D': return (made[at] = new Date(cell(first)))
        case 'R': return (made[at] = new RegExp(first, second))
        case 'E': {
          const error = new (ERRORS[first] ?? Error)(second)
          Object.defineProperty(error, 'stack', { value: third, writable: true, configurable: true })
          return (made[at] = error)
        }
        case 'B': return (made[at] = fromBase64(first).buffer)
        case 'T': {
          if (!VIEWS.includes(first)) throw refusal()
          return (made[at] = new globalThis[first](fromBase64(second).buffer))
        }
        default: throw refusal()
      }
    }
    return cell(root)
  }

  return { encode, decode }
}
