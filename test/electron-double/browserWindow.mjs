import { app } from './app.mjs'
import { Offered, notImplemented } from './offer.mjs'
import { nextId, preventableEvent, registry } from './registry.mjs'
import { screen } from './system.mjs'
import { WebContents } from './webContents.mjs'
import { completeWebPreferences } from './webPreferences.mjs'

const OPTIONS = new Set([
  'width', 'height', 'x', 'y', 'useContentSize', 'center', 'minWidth', 'minHeight', 'maxWidth', 'maxHeight', 'resizable', 'movable', 'minimizable',
  'maximizable', 'closable', 'focusable', 'alwaysOnTop', 'fullscreen', 'fullscreenable', 'skipTaskbar', 'title', 'icon', 'show', 'parent', 'modal',
  'autoHideMenuBar', 'backgroundColor', 'darkTheme', 'webPreferences', 'titleBarStyle', 'titleBarOverlay', 'paintWhenInitiallyHidden',
])

/** A window is a tab of headless Chromium; where it is and how it looks is only remembered, but its size is real. */
export class BrowserWindow extends Offered {
  #bounds
  #shown = /** @type {'normal' | 'maximized' | 'minimized' | 'fullscreen'} */ ('normal')
  #isVisible
  #isDestroyed = false
  #isReadyToShow = false
  #title
  #minimum
  /** Height of Chromium's own bars, once measured. */
  #barHeight = 0
  id = nextId()
  webContents

  /** @param {any} [options] as Electron's BrowserWindowConstructorOptions */
  constructor(options = {}) {
    super()
    if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
    const popup = options['-popup']
    for (const name of Object.keys(options)) if (!OPTIONS.has(name) && name !== '-popup') notImplemented(`the window option '${name}'`)
    const { workArea } = screen.getPrimaryDisplay()
    const { width = 800, height = 600 } = options
    const { x = workArea.x + Math.round((workArea.width - width) / 2), y = workArea.y + Math.round((workArea.height - height) / 2) } = options
    this.#bounds = { x, y, width, height }
    this.#minimum = [options.minWidth ?? 0, options.minHeight ?? 0]
    this.#title = options.title ?? app.getName()
    this.#isVisible = options.show !== false
    const preferences = completeWebPreferences(options.webPreferences ?? {})
    registry.windows.set(this.id, this)
    this.webContents = new WebContents(preferences, { width, height }, popup)
    this.webContents.$opening.then(() => this.#resizeTab(true)).catch(() => {})
    this.webContents.on('destroyed', () => this.#gone())
    this.webContents.on('page-title-updated', (event, title) => {
      this.emit('page-title-updated', event, title, true)
      if (!event.defaultPrevented) this.#title = title
    })
    this.webContents.on('did-finish-load', () => {
      if (this.#isReadyToShow) return
      this.#isReadyToShow = true
      this.emit('ready-to-show')
    })
    this.webContents.on('-popup', ({ targetId, session, preferences: inherited, url }) => {
      const { additionalArguments: _args, ...webPreferences } = inherited
      const child = new BrowserWindow({ webPreferences, '-popup': { targetId, session } })
      this.webContents.emit('did-create-window', child, { url })
    })
    if (this.#isVisible) registry.focusedWindow = this.id
    app.emit('browser-window-created', preventableEvent(), this)
  }

  static getAllWindows() {
    return [...registry.windows.values()]
  }
  static getFocusedWindow() {
    return registry.windows.get(registry.focusedWindow ?? -1) ?? null
  }
  static fromWebContents(/** @type {WebContents} */ contents) {
    return [...registry.windows.values()].find((window) => window.webContents === contents) ?? null
  }
  static fromId(/** @type {number} */ id) {
    return registry.windows.get(id) ?? null
  }

  loadURL(/** @type {string} */ url, /** @type {object | undefined} */ options) {
    return this.webContents.loadURL(url, options)
  }
  loadFile(/** @type {string} */ path) {
    return this.webContents.loadFile(path)
  }
  reload() {
    this.webContents.reload()
  }

  close() {
    if (this.#isDestroyed) return
    const event = preventableEvent()
    this.emit('close', event)
    if (event.defaultPrevented) app.$cancelQuit()
    else this.destroy()
  }
  destroy() {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    void this.webContents.$destroy().then(() => this.#gone())
  }
  #gone() {
    this.#isDestroyed = true
    if (!registry.windows.delete(this.id)) return
    if (registry.focusedWindow === this.id) registry.focusedWindow = undefined
    this.emit('closed')
    app.$windowClosed()
  }
  isDestroyed() {
    return this.#isDestroyed
  }

  show() {
    const wasVisible = this.#isVisible
    this.#isVisible = true
    if (!wasVisible) this.emit('show')
    this.focus()
  }
  showInactive() {
    this.#isVisible = true
    this.emit('show')
  }
  hide() {
    this.#isVisible = false
    this.emit('hide')
  }
  isVisible() {
    return this.#isVisible
  }
  focus() {
    if (registry.focusedWindow === this.id) return
    registry.focusedWindow = this.id
    this.emit('focus')
    app.emit('browser-window-focus', preventableEvent(), this)
  }
  isFocused() {
    return registry.focusedWindow === this.id
  }
  moveTop() {}
  flashFrame() {}

  maximize() {
    if (this.#shown === 'maximized') return
    this.#shown = 'maximized'
    this.#changed('maximize')
  }
  unmaximize() {
    if (this.#shown !== 'maximized') return
    this.#shown = 'normal'
    this.#changed('unmaximize')
  }
  isMaximized() {
    return this.#shown === 'maximized'
  }
  minimize() {
    this.#shown = 'minimized'
    this.emit('minimize')
  }
  restore() {
    if (this.#shown !== 'minimized') return
    this.#shown = 'normal'
    this.emit('restore')
  }
  isMinimized() {
    return this.#shown === 'minimized'
  }
  setFullScreen(/** @type {boolean} */ isFull) {
    if (isFull === (this.#shown === 'fullscreen')) return
    this.#shown = isFull ? 'fullscreen' : 'normal'
    this.#changed(isFull ? 'enter-full-screen' : 'leave-full-screen')
  }
  isFullScreen() {
    return this.#shown === 'fullscreen'
  }
  isNormal() {
    return this.#shown === 'normal'
  }

  #changed(/** @type {string} */ event) {
    this.emit(event)
    this.emit('resize')
    void this.#resizeTab(false)
  }

  getNormalBounds() {
    return { ...this.#bounds }
  }
  getBounds() {
    const { bounds, workArea } = screen.getDisplayMatching(this.#bounds)
    if (this.#shown === 'fullscreen') return { ...bounds }
    return this.#shown === 'maximized' ? { ...workArea } : { ...this.#bounds }
  }
  getContentBounds() {
    return this.getBounds()
  }
  setBounds(/** @type {Partial<{ x: number, y: number, width: number, height: number }>} */ bounds) {
    const before = this.#bounds
    const [minWidth, minHeight] = this.#minimum
    const wanted = { ...before, ...bounds }
    this.#bounds = { ...wanted, width: Math.max(wanted.width, minWidth), height: Math.max(wanted.height, minHeight) }
    if (before.width !== this.#bounds.width || before.height !== this.#bounds.height) this.#changed('resized')
    if (before.x !== this.#bounds.x || before.y !== this.#bounds.y) this.emit('move')
  }
  getSize() {
    const { width, height } = this.getBounds()
    return [width, height]
  }
  setSize(/** @type {number} */ width, /** @type {number} */ height) {
    this.setBounds({ width, height })
  }
  getContentSize() {
    return this.getSize()
  }
  setContentSize(/** @type {number} */ width, /** @type {number} */ height) {
    this.setBounds({ width, height })
  }
  getPosition() {
    const { x, y } = this.getBounds()
    return [x, y]
  }
  setPosition(/** @type {number} */ x, /** @type {number} */ y) {
    this.setBounds({ x, y })
  }
  center() {
    const { workArea } = screen.getPrimaryDisplay()
    this.setPosition(workArea.x + Math.round((workArea.width - this.#bounds.width) / 2), workArea.y + Math.round((workArea.height - this.#bounds.height) / 2))
  }
  getMinimumSize() {
    return [...this.#minimum]
  }
  setMinimumSize(/** @type {number} */ width, /** @type {number} */ height) {
    this.#minimum = [width, height]
  }

  /** Gives the tab the window's size as content; Chromium's own bars come on top. */
  async #resizeTab(isFirst = false) {
    const { webContents } = this
    const found = await webContents.$attempt('Browser.getWindowForTarget')
    if (found === undefined) return
    if (isFirst) {
      const metrics = await webContents.$attempt('Page.getLayoutMetrics')
      if (metrics !== undefined) this.#barHeight = Math.max(0, found.bounds.height - metrics.cssLayoutViewport.clientHeight)
    }
    const { width, height } = this.getBounds()
    await webContents.$attempt('Browser.setWindowBounds', { windowId: found.windowId, bounds: { width, height: height + this.#barHeight } })
  }

  getTitle() {
    return this.#title
  }
  setTitle(/** @type {string} */ title) {
    this.#title = title
  }
  setMenu() {}
  removeMenu() {}
  setMenuBarVisibility() {}
  setAutoHideMenuBar() {}
  setIcon() {}
  setProgressBar() {}
  setBackgroundColor() {}
  setTitleBarOverlay() {}
}
