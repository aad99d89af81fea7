import { app } from './app.mjs'
import { BrowserWindow } from './browserWindow.mjs'
import { ipcMain } from './ipcMain.mjs'
import { Menu, MenuItem, dialog } from './menu.mjs'
import { absent, assertSurface } from './offer.mjs'
import { protocol } from './protocol.mjs'
import { safeStorage } from './safeStorage.mjs'
import { Session, session } from './session.mjs'
import { Notification, clipboard, nativeTheme, net, powerMonitor, powerSaveBlocker, screen, shell } from './system.mjs'
import { webContents } from './webContents.mjs'

// What the app gets for `import … from 'electron'`: Electron's names, those not written as members that throw on use.
export {
  BrowserWindow, Menu, MenuItem, Notification, app, clipboard, dialog, ipcMain, nativeTheme, net, powerMonitor,
  powerSaveBlocker, protocol, safeStorage, screen, session, shell, webContents,
}
export const BaseWindow = absent('BaseWindow')
export const BrowserView = absent('BrowserView')
export const ImageView = absent('ImageView')
export const MessageChannelMain = absent('MessageChannelMain')
export const ShareMenu = absent('ShareMenu')
export const TouchBar = absent('TouchBar')
export const Tray = absent('Tray')
export const View = absent('View')
export const WebContentsView = absent('WebContentsView')
export const autoUpdater = absent('autoUpdater')
export const contentTracing = absent('contentTracing')
export const crashReporter = absent('crashReporter')
export const desktopCapturer = absent('desktopCapturer')
export const globalShortcut = absent('globalShortcut')
export const inAppPurchase = absent('inAppPurchase')
export const nativeImage = absent('nativeImage')
export const netLog = absent('netLog')
export const pushNotifications = absent('pushNotifications')
export const systemPreferences = absent('systemPreferences')
export const utilityProcess = absent('utilityProcess')
export const webFrameMain = absent('webFrameMain')

assertSurface(
  { BrowserWindow, Menu, MenuItem, Notification, app, clipboard, dialog, ipcMain, nativeTheme, net, powerMonitor, powerSaveBlocker, protocol, safeStorage, screen, session, shell, webContents },
  { Session },
)
