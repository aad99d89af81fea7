import { app } from './app.mjs'
import { Offered, notImplemented, offerObject } from './offer.mjs'
import { nextId, registry } from './registry.mjs'

/** Roles Electron knows, with the label it gives them; an unknown role throws there too. */
const ROLES = {
  undo: 'Undo', redo: 'Redo', cut: 'Cut', copy: 'Copy', paste: 'Paste', pasteAndMatchStyle: 'Paste and Match Style', delete: 'Delete', selectAll: 'Select All',
  reload: 'Reload', forceReload: 'Force Reload', toggleDevTools: 'Toggle Developer Tools', resetZoom: 'Actual Size', zoomIn: 'Zoom In', zoomOut: 'Zoom Out',
  togglefullscreen: 'Toggle Full Screen', minimize: 'Minimize', close: 'Close Window', quit: 'Exit', help: 'Help', about: 'About', services: 'Services',
  hide: 'Hide', hideOthers: 'Hide Others', unhide: 'Show All', front: 'Bring All to Front', zoom: 'Zoom', window: 'Window', windowMenu: 'Window',
  appMenu: 'App', fileMenu: 'File', editMenu: 'Edit', viewMenu: 'View', toggleSpellChecker: 'Check Spelling While Typing', recentDocuments: 'Open Recent', clearRecentDocuments: 'Clear Recent',
}

/** @param {string} role @param {import('./browserWindow.mjs').BrowserWindow | undefined} window */
function carryOut(role, window) {
  switch (role) {
    case 'close': return window?.close()
    case 'quit': return app.quit()
    case 'minimize': return window?.minimize()
    case 'reload':
    case 'forceReload': return window?.webContents.reload()
    case 'togglefullscreen': return window?.setFullScreen(!window.isFullScreen())
    default: return notImplemented(`the menu role '${role}'`)
  }
}

/** Items are clicked by tests: `Menu.getApplicationMenu().getMenuItemById('x').click()`. Keys do not reach them. */
export class MenuItem extends Offered {
  commandId = nextId()
  /** @type {string | undefined} */
  id = undefined
  type = 'normal'
  label = ''
  sublabel = ''
  toolTip = ''
  enabled = true
  visible = true
  checked = false
  registerAccelerator = true
  accelerator = undefined
  icon = undefined
  role = undefined
  /** @type {Menu | undefined} */
  submenu = undefined
  /** @type {Menu | undefined} */
  menu = undefined

  /** @param {any} options as Electron's MenuItemConstructorOptions */
  constructor(options) {
    super()
    const role = options.role
    if (role !== undefined && !Object.keys(ROLES).some((known) => known.toLowerCase() === String(role).toLowerCase())) {
      throw new Error(`Unknown menu role: ${String(role)}`)
    }
    const submenu = Array.isArray(options.submenu) ? Menu.buildFromTemplate(options.submenu) : options.submenu
    if (options.type === 'submenu' && submenu === undefined) throw new Error('Invalid submenu')
    const label = role === undefined ? '' : (ROLES[/** @type {keyof typeof ROLES} */ (role)] ?? '')
    Object.assign(this, { type: submenu === undefined ? 'normal' : 'submenu', label }, options, { submenu })
    const given = options.click
    this.click = (/** @type {object} */ event = {}, window = registry.windows.get(registry.focusedWindow ?? -1)) => {
      if (!this.enabled) return
      if (this.type === 'checkbox') this.checked = !this.checked
      if (given !== undefined) given(this, window, event)
      else if (role !== undefined) carryOut(role, window)
    }
  }
}

export class Menu extends Offered {
  /** @type {MenuItem[]} */
  items = []

  /** @param {readonly any[]} template */
  static buildFromTemplate(template) {
    if (!Array.isArray(template)) throw new TypeError('Invalid template for Menu: Menu template must be an array')
    const menu = new Menu()
    for (const entry of template) menu.append(entry instanceof MenuItem ? entry : new MenuItem(entry))
    return menu
  }

  /** @param {Menu | null} menu */
  static setApplicationMenu(menu) {
    registry.applicationMenu = menu
  }

  static getApplicationMenu() {
    return registry.applicationMenu
  }

  append(/** @type {MenuItem} */ item) {
    this.insert(this.items.length, item)
  }

  insert(/** @type {number} */ at, /** @type {MenuItem} */ item) {
    if (!(item instanceof MenuItem)) throw new TypeError('Invalid item')
    item.menu = this
    this.items.splice(at, 0, item)
  }

  /** @param {string} id @returns {MenuItem | null} */
  getMenuItemById(id) {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found !== undefined && found !== null) return found
    }
    return null
  }
}

/** Nothing can be seen or chosen here, so a dialog that no test has replaced is an error, not a cancellation. */
const unstubbed = (/** @type {string} */ name) => () => {
  throw new Error(`electron-double: dialog.${name} was opened, but the test has not replaced it`)
}

export const dialog = offerObject('dialog', {
  showOpenDialog: async () => unstubbed('showOpenDialog')(),
  showSaveDialog: async () => unstubbed('showSaveDialog')(),
  showMessageBox: async () => unstubbed('showMessageBox')(),
  showOpenDialogSync: unstubbed('showOpenDialogSync'),
  showSaveDialogSync: unstubbed('showSaveDialogSync'),
  showMessageBoxSync: unstubbed('showMessageBoxSync'),
  showErrorBox: unstubbed('showErrorBox'),
})
