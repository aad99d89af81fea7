import { readFileSync } from 'node:fs'
import { isAbsolute } from 'node:path'
import { pathToFileURL } from 'node:url'
import { Script } from 'node:vm'
import { app } from './app.mjs'
import { makeCodec } from './codec.mjs'
import { ipcMain } from './ipcMain.mjs'
import { Offered, notImplemented } from './offer.mjs'
import { originOf, toAppUrl } from './origin.mjs'
import { Page } from './page.mjs'
import { applyPermissions } from './permissions.mjs'
import { wrapPreload } from './preloadWorld.mjs'
import { printToPDF } from './printToPDF.mjs'
import { browserUrl, isLoadable } from './protocol.mjs'
import { connection, nextId, preventableEvent, registry } from './registry.mjs'
import { decideRequest, decideUnrequested } from './requests.mjs'
import { session as sessions } from './session.mjs'
import { createPage } from './targets.mjs'
import { nativeTheme } from './system.mjs'

const codec = makeCodec()

/** @typedef {ReturnType<typeof import('./webPreferences.mjs').completeWebPreferences>} WebPreferences */

export class WebContents extends Offered {
  #preferences
  /** @type {Page | undefined} */
  #page
  /** Resolves when the tab exists and is set up. @type {Promise<Page>} */
  #opening
  /** Navigations the app itself asked for: they raise no will-navigate. @type {Set<string>} */
  #expected = new Set()
  #isReloadExpected = false
  #isDestroyed = false
  #isCrashed = false
  #isLoading = false
  #title = ''
  /** @type {((details: object) => any) | undefined} */
  #windowOpenHandler
  /** URLs of windows the page asked for, the oldest first. @type {{ url: string, frameName: string, features: string }[]} */
  #asked = []
  id = nextId()
  ipc = undefined
  session

  /**
   * @param {WebPreferences} preferences
   * @param {{ width: number, height: number }} size
   * @param {{ targetId: string, session: import('./cdp.mjs').CdpSession } | undefined} popup a tab the page opened
   */
  constructor(preferences, size, popup) {
    super()
    this.#preferences = preferences
    this.session = sessions.fromPartition(preferences.partition)
    registry.contents.set(this.id, this)
    // A tick later, so that whoever makes the window can add listeners first.
    this.#opening = Promise.resolve().then(async () => {
      const page = popup === undefined ? await createPage(size, await this.session.$contextId) : new Page(popup.targetId, popup.session)
      this.#page = page
      this.#listen(page)
      await page.prepare({ preload: this.#readPreload(), args: preferences.additionalArguments })
      await this.$applyTheme(nativeTheme.themeSource)
      return page
    })
    this.#opening.catch((error) => {
      if (!this.#isDestroyed) process.stderr.write(`electron-double: a window did not open: ${String(error?.stack ?? error)}\n`)
    })
    app.emit('web-contents-created', preventableEvent(), this)
  }

  /** @returns {string | undefined} the preload's source, if it can run at all */
  #readPreload() {
    const path = this.#preferences.preload
    if (path === undefined) return undefined
    try {
      if (!isAbsolute(path)) throw new Error('The path of the preload script must be absolute')
      const source = readFileSync(path, 'utf8')
      // Compiled once here: in the page a syntax error would be silent.
      void new Script(wrapPreload(source), { filename: path })
      return source
    } catch (error) {
      this.#preloadFailed(/** @type {Error} */ (error))
      return undefined
    }
  }

  #preloadFailed(/** @type {Error} */ error) {
    process.stderr.write(`electron-double: Unable to load preload script: ${String(this.#preferences.preload)}\n${String(error.stack ?? error)}\n`)
    this.emit('preload-error', preventableEvent(), this.#preferences.preload, error)
  }

  #listen(/** @type {Page} */ page) {
    const { session } = page
    const isMain = (/** @type {string} */ frameId) => frameId === page.targetId
    page.on('gone', () => this.#destroyed())
    page.on('request', (paused, from) => void decideRequest(this, paused, from))
    page.on('ipc', (call) => void this.#receive(call))
    session.on('Page.frameRequestedNavigation', (requested) => {
      if (requested.disposition === 'currentTab') void decideUnrequested(this, requested)
      else this.#asked.push({ url: toAppUrl(requested.url), frameName: '', features: '' })
    })
    session.on('Page.windowOpen', ({ url, windowName, windowFeatures }) => this.#asked.push({ url: toAppUrl(url), frameName: windowName, features: windowFeatures.join(',') }))
    session.on('Page.frameStartedLoading', ({ frameId }) => {
      if (!isMain(frameId)) return
      this.#isLoading = true
      this.emit('did-start-loading')
    })
    session.on('Page.frameNavigated', ({ frame }) => {
      if (!isMain(frame.id)) return
      this.#isCrashed = false
      this.emit('did-navigate', preventableEvent(), toAppUrl(frame.url), 200, 'OK')
    })
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => this.emit('did-navigate-in-page', preventableEvent(), toAppUrl(url), isMain(frameId), 0, 0))
    session.on('Page.domContentEventFired', () => this.emit('dom-ready', preventableEvent()))
    session.on('Page.loadEventFired', () => void this.#loaded())
    session.on('Inspector.targetCrashed', () => {
      this.#isCrashed = true
      const details = { reason: 'crashed', exitCode: 5 }
      this.emit('render-process-gone', preventableEvent(), details)
      app.emit('render-process-gone', preventableEvent(), this, details)
    })
    session.on('Runtime.consoleAPICalled', ({ type, args }) => {
      const message = args.map((/** @type {any} */ argument) => String(argument.value ?? argument.description ?? '')).join(' ')
      this.emit('console-message', preventableEvent({ level: type === 'log' ? 'info' : type, message, lineNumber: 0, sourceId: '', frame: this.mainFrame }))
    })
  }

  async #loaded() {
    this.#title = String((await this.#page?.evaluate('document.title').catch(() => '')) ?? '')
    this.#isLoading = false
    this.emit('page-title-updated', preventableEvent(), this.#title, true)
    this.emit('did-finish-load')
    this.emit('did-stop-loading')
  }

  #destroyed() {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    registry.contents.delete(this.id)
    this.emit('destroyed')
  }

  /** @param {{ message: any, url: string, context: number }} call */
  async #receive({ message, url, context }) {
    const page = /** @type {Page} */ (this.#page)
    if (message.op === 'preload-error') return this.#preloadFailed(Object.assign(new Error(message.message), { stack: message.stack }))
    const appUrl = toAppUrl(url)
    const senderFrame = { ...this.mainFrame, url: appUrl, origin: originOf(appUrl) }
    const event = preventableEvent({ type: 'frame', processId: this.id, frameId: 1, sender: this, senderFrame, reply: (/** @type {string} */ channel, /** @type {any[]} */ ...args) => this.send(channel, ...args) })
    const args = codec.decode(message.body)
    if (message.op === 'send') {
      this.emit('ipc-message', event, message.channel, ...args)
      ipcMain.emit(message.channel, event, ...args)
      return undefined
    }
    try {
      const result = await ipcMain.$invoke(message.channel, event, args)
      page.deliver({ op: 'reply', id: message.id, body: codec.encode(result) }, context)
    } catch (error) {
      process.stderr.write(`Error occurred in handler for '${String(message.channel)}': ${String(/** @type {Error} */ (error)?.stack ?? error)}\n`)
      page.deliver({ op: 'reply', id: message.id, error: String(error) }, context)
    }
    return undefined
  }

  /** @param {string} url @param {object} [options] */
  async loadURL(url, options) {
    if (options !== undefined && Object.keys(options).length > 0) notImplemented('loadURL with options')
    const failed = (/** @type {string} */ name, /** @type {number} */ code) => {
      this.emit('did-fail-load', preventableEvent(), code, name, url, true, 0, 0)
      return Object.assign(new Error(`${name} (${code}) loading '${url}'`), { code: name, errno: code, url })
    }
    const page = await this.#opening
    if (!isLoadable(url, this.session.protocol)) throw failed('ERR_UNKNOWN_URL_SCHEME', -302)
    const target = browserUrl(url)
    this.#expected.add(target)
    const loaded = new Promise((resolve, reject) => {
      const fire = () => settle(resolve)
      const gone = () => settle(() => reject(failed('ERR_FAILED', -2)))
      const settle = (/** @type {(value: undefined) => void} */ how) => {
        this.off('did-finish-load', fire)
        this.off('destroyed', gone)
        how(undefined)
      }
      this.on('did-finish-load', fire)
      this.on('destroyed', gone)
    })
    loaded.catch(() => {})
    const { errorText, loaderId } = await page.session.send('Page.navigate', { url: target })
    this.#expected.delete(target)
    if (errorText !== undefined) throw failed(String(errorText).replace('net::', ''), -2)
    // Without a loader it was a move within the document, which never loads.
    if (loaderId !== undefined) await loaded
  }

  loadFile(/** @type {string} */ path) {
    return this.loadURL(pathToFileURL(path).href)
  }

  reload() {
    this.#isReloadExpected = true
    void this.#page?.session.attempt('Page.reload')
  }

  send(/** @type {string} */ channel, /** @type {any[]} */ ...args) {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument')
    if (this.#isDestroyed) throw new TypeError('Object has been destroyed')
    let body
    try {
      body = codec.encode(args)
    } catch {
      throw new Error('Failed to serialize arguments')
    }
    this.#page?.deliver({ op: 'event', channel, body })
  }

  setWindowOpenHandler(/** @type {(details: object) => any} */ handler) {
    this.#windowOpenHandler = handler
  }

  async executeJavaScript(/** @type {string} */ code, isUserGesture = false) {
    return (await this.#opening).evaluate(code, isUserGesture)
  }
  async printToPDF(/** @type {any} */ options = {}) {
    return printToPDF((await this.#opening).session, options)
  }
  async forcefullyCrashRenderer() {
    await this.#page?.session.attempt('Page.crash')
  }

  get mainFrame() {
    const url = this.getURL()
    return { url, origin: originOf(url), parent: null, name: '', routingId: 1, processId: this.id, frameTreeNodeId: this.id, frames: [], isDestroyed: () => this.#isDestroyed }
  }
  getURL() {
    const url = this.#page?.urls.get(this.#page.targetId)
    return url === undefined ? '' : toAppUrl(url)
  }
  getTitle() {
    return this.#title
  }
  getType() {
    return 'window'
  }
  isDestroyed() {
    return this.#isDestroyed
  }
  isCrashed() {
    return this.#isCrashed
  }
  isLoading() {
    return this.#isLoading
  }
  isFocused() {
    return registry.windows.get(registry.focusedWindow ?? -1)?.webContents === this
  }
  focus() {
    registry.focusedWindow = [...registry.windows.values()].find((window) => window.webContents === this)?.id
  }
  getLastWebPreferences() {
    return { ...this.#preferences }
  }
  getOSProcessId() {
    return process.pid
  }
  /** The window's own close, which asks its 'close' listeners. */
  close() {
    const window = [...registry.windows.values()].find((candidate) => candidate.webContents === this)
    if (window === undefined) void this.#page?.close()
    else window.close()
  }

  static fromId(/** @type {number} */ id) {
    return registry.contents.get(id)
  }
  static getAllWebContents() {
    return [...registry.contents.values()]
  }
  static getFocusedWebContents() {
    return registry.windows.get(registry.focusedWindow ?? -1)?.webContents ?? null
  }
  static fromDevToolsTargetId(/** @type {string} */ targetId) {
    return [...registry.contents.values()].find((contents) => contents.$targetId === targetId)
  }

  get $targetId() {
    return this.#page?.targetId
  }
  get $opening() {
    return this.#opening
  }
  $attempt(/** @type {string} */ method, params = {}) {
    return this.#page?.session.attempt(method, params)
  }
  $takeExpected(/** @type {string} */ url) {
    const isReload = this.#isReloadExpected
    this.#isReloadExpected = false
    return isReload || this.#expected.delete(url.replace(/#.*$/, '')) || this.#expected.delete(url)
  }
  async $applyPermissions(url = this.#page?.urls.get(this.#page.targetId)) {
    if (url !== undefined) await applyPermissions(connection().browser, this, url)
  }
  async $applyTheme(/** @type {string} */ source) {
    await this.$attempt('Emulation.setEmulatedMedia', { features: source === 'system' ? [] : [{ name: 'prefers-color-scheme', value: source }] })
  }

  /** Asks the handler about a tab the page opened. @returns {boolean} whether a window has taken it @param {string} targetId @param {import('./cdp.mjs').CdpSession} session */
  $adoptPopup(targetId, session) {
    const { url, frameName, features } = this.#asked.shift() ?? { url: 'about:blank', frameName: '', features: '' }
    const details = { url, frameName, features, disposition: 'foreground-tab', referrer: { url: '', policy: 'strict-origin-when-cross-origin' } }
    const answer = this.#windowOpenHandler === undefined ? { action: 'allow' } : this.#windowOpenHandler(details)
    if (answer?.action !== 'allow') return false
    this.emit('-popup', { targetId, session, preferences: { ...this.#preferences, ...answer.overrideBrowserWindowOptions?.webPreferences }, url })
    return true
  }
  async $destroy() {
    const page = await this.#opening.catch(() => undefined)
    await page?.close()
    this.#destroyed()
  }
}

/** Electron offers the class through its statics only. */
export const webContents = WebContents
