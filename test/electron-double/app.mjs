import process from 'node:process'
import { commandLine } from './commandLine.mjs'
import { InstanceLock } from './instanceLock.mjs'
import { Offered, notImplemented } from './offer.mjs'
import { AppPaths, launchedApp } from './paths.mjs'
import { preventableEvent, registry } from './registry.mjs'

const paths = new AppPaths()

/** Electron's `app`: life of the process, its places and names. */
class App extends Offered {
  #state = /** @type {'starting' | 'ready' | 'quitting' | 'gone'} */ ('starting')
  #name = launchedApp.name
  #isSandboxForced = false
  /** @type {InstanceLock | undefined} */
  #lock
  #becomeReady = () => {}
  #ready = new Promise((resolve) => {
    this.#becomeReady = () => resolve(undefined)
  })
  commandLine = commandLine
  isPackaged = false
  /** macOS only. */
  dock = undefined

  get name() {
    return this.#name
  }
  set name(name) {
    this.#name = name
  }
  get applicationMenu() {
    return registry.applicationMenu
  }
  set applicationMenu(menu) {
    registry.applicationMenu = menu
  }
  getName() {
    return this.#name
  }
  setName(/** @type {string} */ name) {
    this.#name = name
  }
  getVersion() {
    return launchedApp.version
  }
  getAppPath() {
    return launchedApp.folder
  }
  getPath(/** @type {string} */ place) {
    return paths.get(place, this.#name)
  }
  setPath(/** @type {string} */ place, /** @type {string} */ path) {
    paths.set(place, path)
  }
  getLocale() {
    return commandLine.getSwitchValue('lang') || 'zh-CN'
  }
  getSystemLocale() {
    return this.getLocale()
  }
  getPreferredSystemLanguages() {
    return [this.getLocale()]
  }

  isReady() {
    return this.#state !== 'starting'
  }
  whenReady() {
    return this.#ready
  }
  enableSandbox() {
    if (this.isReady()) throw new Error('app.enableSandbox() can only be called before app is ready')
    this.#isSandboxForced = true
  }
  disableHardwareAcceleration() {
    if (this.isReady()) throw new Error('app.disableHardwareAcceleration() can only be called before app is ready')
  }

  requestSingleInstanceLock(/** @type {unknown} */ additionalData) {
    this.#lock ??= new InstanceLock(this.getPath('userData'), (message) => {
      this.emit('second-instance', preventableEvent(), message.argv, message.workingDirectory, message.additionalData)
    })
    return this.#lock.request(additionalData)
  }
  hasSingleInstanceLock() {
    return this.#lock?.isHeld ?? false
  }
  releaseSingleInstanceLock() {
    this.#lock?.release()
  }

  setAsDefaultProtocolClient() {
    return true
  }
  removeAsDefaultProtocolClient() {
    return true
  }
  isDefaultProtocolClient() {
    return false
  }
  setAppUserModelId() {}
  setDesktopName() {}
  setAboutPanelOptions() {}
  focus() {}

  quit() {
    if (this.#state === 'gone' || this.#state === 'quitting') return
    const event = preventableEvent()
    this.emit('before-quit', event)
    if (event.defaultPrevented) return
    this.#state = 'quitting'
    for (const window of Array.from(registry.windows.values())) {
      if (!window.isDestroyed()) window.close()
    }
    this.$continueQuit()
  }

  exit(code = 0) {
    if (this.#state === 'gone') return
    this.#state = 'gone'
    for (const window of Array.from(registry.windows.values())) window.destroy()
    this.emit('quit', preventableEvent(), code)
    void this.#leave(code)
  }

  async #leave(/** @type {number} */ code) {
    await registry.browser?.close()
    this.#lock?.release()
    process.exit(code)
  }

  relaunch() {
    notImplemented('app.relaunch')
  }

  /** Goes on with quitting once no window is left; a window that refused to close has called `$cancelQuit`. */
  $continueQuit() {
    if (this.#state !== 'quitting' || registry.windows.size > 0) return
    const event = preventableEvent()
    this.emit('will-quit', event)
    if (event.defaultPrevented) {
      this.#state = 'ready'
      return
    }
    this.exit(Number(process.exitCode ?? 0))
  }

  $cancelQuit() {
    if (this.#state === 'quitting') this.#state = 'ready'
  }

  $windowClosed() {
    if (registry.windows.size > 0 || this.#state === 'gone') return
    if (this.#state === 'quitting') return this.$continueQuit()
    if (this.listenerCount('window-all-closed') === 0) this.quit()
    else this.emit('window-all-closed')
    return undefined
  }

  $becomeReady() {
    // An app that quit while its main file ran never gets ready.
    if (this.#state !== 'starting') return
    this.#state = 'ready'
    this.emit('will-finish-launching')
    this.#becomeReady()
    this.emit('ready', preventableEvent(), {})
  }

  get $isSandboxForced() {
    return this.#isSandboxForced
  }
}

export const app = new App()
