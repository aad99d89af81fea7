import type * as electron from 'electron'
import surface from './surface.json'

/**
 * Compiled, never run: fails to compile if the double offers a name the installed Electron does not have. `surface.json`
 * is what the double offers; that it offers nothing else is checked when it starts (`assertSurface`).
 */
type Surface = typeof surface

/** Real, but not in Electron's typings. */
type Undocumented = 'getLastWebPreferences'

interface Real {
  BrowserWindow: electron.BrowserWindow
  'BrowserWindow:static': typeof electron.BrowserWindow
  Menu: electron.Menu
  'Menu:static': typeof electron.Menu
  MenuItem: electron.MenuItem
  'MenuItem:static': typeof electron.MenuItem
  Notification: electron.Notification
  'Notification:static': typeof electron.Notification
  Session: electron.Session
  app: electron.App
  clipboard: electron.Clipboard
  dialog: electron.Dialog
  ipcMain: electron.IpcMain
  nativeTheme: electron.NativeTheme
  net: electron.Net
  powerMonitor: electron.PowerMonitor
  powerSaveBlocker: electron.PowerSaveBlocker
  protocol: electron.Protocol
  safeStorage: electron.SafeStorage
  screen: electron.Screen
  session: typeof electron.session
  shell: electron.Shell
  webContents: electron.WebContents
  'webContents:static': typeof electron.webContents
}

/** Names the double offers and Electron lacks, as `object.name`; must be empty. */
type Invented = {
  [Name in keyof Surface]: Name extends keyof Real ? `${Name}.${Exclude<keyof Surface[Name], keyof Real[Name] | Undocumented> & string}` : Name
}[keyof Surface]

const nothingInvented: [Invented] extends [never] ? true : Invented = true
void nothingInvented
void surface
