import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'

/**
 * What the double offers, by Electron's own names. The type check in `surface.check.ts` reads the same file, so a name
 * Electron does not have cannot be offered, and `assertSurface` refuses one that is offered without standing there.
 * @type {Record<string, Record<string, true>>}
 */
export const surface = JSON.parse(readFileSync(new URL('./surface.json', import.meta.url), 'utf8'))

/** @param {string} what @returns {never} */
export function notImplemented(what) {
  const message = `electron-double: ${what} is not implemented`
  // An app that catches everything would hide it.
  process.stderr.write(`${message}\n`)
  throw new Error(message)
}

/** Names that Node, Playwright and assertion libraries look up on any object they are given. */
const PROBED = new Set(['then', 'toJSON', 'inspect', 'domain', 'nodeType', 'asymmetricMatch', 'constructor', 'prototype', 'length', 'name', 'default'])

/**
 * A prototype under which nothing is silently undefined. It sits at the end of the chain rather than around the object,
 * so that private fields and identity stay as they are.
 * @template {object} T
 * @param {T} base
 * @param {(receiver: any) => string} nameOf
 * @returns {T}
 */
function strictPrototype(base, nameOf) {
  return new Proxy(base, {
    get(target, key, receiver) {
      if (typeof key === 'symbol' || key in target || PROBED.has(key) || /^[_$@]/.test(key)) return Reflect.get(target, key, receiver)
      return notImplemented(`${nameOf(receiver)}.${key}`)
    },
  })
}

/** Base of every offered class: an event emitter that throws on members the double lacks, static ones too. */
export class Offered extends EventEmitter {}
Object.setPrototypeOf(Offered.prototype, strictPrototype(EventEmitter.prototype, (receiver) => receiver.constructor.name))
Object.setPrototypeOf(Offered, strictPrototype(EventEmitter, (receiver) => receiver.name))

/**
 * @template {object} T
 * @param {string} name
 * @param {T} members
 * @returns {T}
 */
export function offerObject(name, members) {
  return Object.setPrototypeOf(members, strictPrototype(Object.prototype, () => name))
}

/** Stands where the app may import a name the double lacks: any use of it throws. @param {string} name */
export function absent(name) {
  return new Proxy(function absentMember() {}, {
    get(_target, key) {
      return typeof key === 'symbol' || PROBED.has(key) || /^[_$@]/.test(key) ? undefined : notImplemented(`${name}.${key}`)
    },
    apply: () => notImplemented(name),
    construct: () => notImplemented(`new ${name}`),
  })
}

/** @param {object} holder a prototype, a class (for its statics) or an object @param {boolean} isClass */
function ownNames(holder, isClass) {
  const always = isClass ? ['length', 'name', 'prototype'] : ['constructor']
  return Object.getOwnPropertyNames(holder).filter((name) => !/^[_$]/.test(name) && !always.includes(name))
}

/**
 * Throws unless exactly the names listed for `name` are offered.
 * @param {string} name
 * @param {readonly string[]} offered
 */
function compare(name, offered) {
  const listed = Object.keys(surface[name] ?? {})
  const unlisted = offered.filter((member) => !listed.includes(member))
  const missing = listed.filter((member) => !offered.includes(member))
  if (unlisted.length > 0 || missing.length > 0) {
    throw new Error(`electron-double: surface.json disagrees about ${name}: not listed [${unlisted.join(', ')}], not offered [${missing.join(', ')}]`)
  }
}

/**
 * @param {Record<string, unknown>} module the double's exports
 * @param {Record<string, new (...args: never[]) => unknown>} classes offered through instances only
 */
export function assertSurface(module, classes) {
  const offeredModules = Object.keys(module).filter((name) => surface[name] !== undefined)
  for (const name of offeredModules) {
    const member = /** @type {any} */ (module[name])
    if (typeof member === 'function') {
      compare(name, ownNames(member.prototype, false))
      compare(`${name}:static`, ownNames(member, true))
    } else {
      // Emitter bookkeeping starts with an underscore; the prototype's members count where the object is of an offered class.
      const prototype = Object.getPrototypeOf(member)
      const inherited = member instanceof Offered ? ownNames(prototype, false) : []
      compare(name, [...new Set([...ownNames(member, false), ...inherited])])
    }
  }
  for (const [name, offeredClass] of Object.entries(classes)) compare(name, ownNames(offeredClass.prototype, false))
  const known = [...offeredModules, ...offeredModules.map((name) => `${name}:static`), ...Object.keys(classes)]
  const stray = Object.keys(surface).filter((name) => !known.includes(name) && name !== 'undocumented')
  if (stray.length > 0) throw new Error(`electron-double: surface.json lists what is not offered: ${stray.join(', ')}`)
}
