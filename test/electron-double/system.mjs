import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Offered, notImplemented, offerObject } from './offer.mjs'
import { isLoopback } from './origin.mjs'
import { registry } from './registry.mjs'

/** What the app handed to the operating system, in order; read it with `app.evaluate(() => process.electronDouble)`. */
export const handedOver = {
  /** @type {string[]} */
  opened: [],
  /** @type {string[]} */
  shown: [],
  /** @type {{ title: string, body: string }[]} */
  notifications: [],
}

export const shell = offerObject('shell', {
  openExternal: async (/** @type {string} */ url) => {
    if (typeof url !== 'string' || !URL.canParse(url)) throw new Error('Invalid URL')
    handedOver.opened.push(url)
  },
  showItemInFolder(/** @type {string} */ path) {
    handedOver.shown.push(path)
  },
  beep() {},
})

const clipboardText = { value: '' }

export const clipboard = offerObject('clipboard', {
  writeText(/** @type {string} */ text) {
    if (typeof text !== 'string') throw new TypeError('Error processing argument at index 0, conversion failure')
    clipboardText.value = text
  },
  readText: () => clipboardText.value,
  clear() {
    clipboardText.value = ''
  },
})

const DISPLAY = {
  id: 1,
  label: '',
  bounds: { x: 0, y: 0, width: 1920, height: 1080 },
  workArea: { x: 0, y: 0, width: 1920, height: 1040 },
  size: { width: 1920, height: 1080 },
  workAreaSize: { width: 1920, height: 1040 },
  scaleFactor: 1,
  rotation: 0,
  internal: false,
  touchSupport: 'unknown',
}

/** One display; tests of several replace `screen.getAllDisplays`. */
class Screen extends Offered {
  getAllDisplays() {
    return [this.getPrimaryDisplay()]
  }
  getPrimaryDisplay() {
    return structuredClone(DISPLAY)
  }
  /** The display that shows most of `rect`, else the primary one. @param {Rect} rect */
  getDisplayMatching(rect) {
    const shown = this.getAllDisplays().map((display) => ({ display, area: overlap(display.bounds, rect) }))
    const most = shown.reduce((best, one) => (one.area > best.area ? one : best), { display: this.getPrimaryDisplay(), area: 0 })
    return most.display
  }
  /** @param {{ x: number, y: number }} point */
  getDisplayNearestPoint(point) {
    const displays = this.getAllDisplays()
    return displays.reduce((best, one) => (distance(one.bounds, point) < distance(best.bounds, point) ? one : best), displays[0] ?? this.getPrimaryDisplay())
  }
  getCursorScreenPoint() {
    return { x: 0, y: 0 }
  }
}
export const screen = new Screen()

/** @typedef {{ x: number, y: number, width: number, height: number }} Rect */

/** Area that two rectangles share. @param {Rect} a @param {Rect} b */
function overlap(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y)
  return Math.max(0, width) * Math.max(0, height)
}

/** @param {Rect} rect @param {{ x: number, y: number }} point */
function distance(rect, { x, y }) {
  return Math.hypot(Math.max(rect.x - x, 0, x - rect.x - rect.width), Math.max(rect.y - y, 0, y - rect.y - rect.height))
}

class NativeTheme extends Offered {
  #source = 'system'
  get themeSource() {
    return this.#source
  }
  set themeSource(source) {
    if (!['system', 'light', 'dark'].includes(source)) throw new TypeError(`Error processing argument, conversion failure from ${String(source)}`)
    this.#source = source
    for (const contents of registry.contents.values()) void contents.$applyTheme(source)
    this.emit('updated')
  }
  get shouldUseDarkColors() {
    return this.#source === 'dark'
  }
  get shouldUseHighContrastColors() {
    return false
  }
}
export const nativeTheme = new NativeTheme()

class PowerMonitor extends Offered {
  isOnBatteryPower() {
    return false
  }
}
export const powerMonitor = new PowerMonitor()

const blockers = /** @type {Set<number>} */ (new Set())
export const powerSaveBlocker = offerObject('powerSaveBlocker', {
  start(/** @type {string} */ type) {
    if (!['prevent-app-suspension', 'prevent-display-sleep'].includes(type)) throw new TypeError('Error processing argument at index 0, conversion failure')
    const id = blockers.size + 1
    blockers.add(id)
    return id
  },
  stop: (/** @type {number} */ id) => blockers.delete(id),
  isStarted: (/** @type {number} */ id) => blockers.has(id),
})

/** Notifications appear nowhere but in `handedOver`. */
export class Notification extends Offered {
  /** @param {{ title?: string, body?: string }} [options] */
  constructor({ title = '', body = '' } = {}) {
    super()
    this.title = title
    this.body = body
  }
  static isSupported() {
    return true
  }
  show() {
    handedOver.notifications.push({ title: this.title, body: this.body })
    this.emit('show', {})
  }
  close() {
    this.emit('close', {})
  }
}

const TYPES = /** @type {Record<string, string>} */ ({
  '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.wasm': 'application/wasm', '.woff2': 'font/woff2', '.txt': 'text/plain',
})

export const net = offerObject('net', {
  /** @param {string | URL} input @param {RequestInit} [init] */
  async fetch(input, init) {
    const url = String(input)
    if (url.startsWith('file:')) {
      const path = fileURLToPath(url.replace(/[?#].*$/, ''))
      const bytes = await readFile(path).catch(() => {
        throw new Error('net::ERR_FILE_NOT_FOUND')
      })
      return new Response(new Uint8Array(bytes), { headers: { 'content-type': TYPES[extname(path).toLowerCase()] ?? 'application/octet-stream' } })
    }
    // Node's own fetch would not ask the session's certificate verifier.
    if (url.startsWith('https:')) return notImplemented('net.fetch of https')
    if (!isLoopback(url)) return notImplemented('net.fetch beyond this machine')
    return fetch(url, init)
  },
  isOnline: () => true,
})

