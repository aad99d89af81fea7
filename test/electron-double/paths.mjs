import { existsSync, readFileSync, statSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { commandLine } from './commandLine.mjs'

/** The first argument that is no switch: the app's folder or its main file. */
function appArgument() {
  // Set by boot alone: the unit test of the surface loads the modules without an app.
  return process.defaultApp === true ? process.argv.slice(1).find((argument) => !argument.startsWith('-')) : undefined
}

/**
 * Which app runs: its folder, main file and package, as Electron's default app finds them.
 * @returns {{ folder: string, main: string, name: string, version: string }}
 */
function findApp() {
  const given = appArgument()
  if (given === undefined) return { folder: process.cwd(), main: '', name: 'Electron', version: '0.0.0' }
  const path = resolve(given)
  if (statSync(path).isFile()) return { folder: dirname(path), main: path, name: 'Electron', version: '0.0.0' }
  const manifest = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'))
  return {
    folder: path,
    main: join(path, manifest.main ?? 'index.js'),
    name: manifest.productName ?? manifest.name ?? 'Electron',
    version: manifest.version ?? '0.0.0',
  }
}

export const launchedApp = findApp()

export const electronVersion = String(
  JSON.parse(readFileSync(fileURLToPath(new URL('../../node_modules/electron/package.json', import.meta.url)), 'utf8')).version,
)

/** Places that need no name of the app. @type {Readonly<Record<string, () => string>>} */
const PLACES = {
  home: () => homedir(),
  appData: () => process.env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'),
  temp: () => tmpdir(),
  exe: () => process.execPath,
  desktop: () => join(homedir(), 'Desktop'),
  documents: () => join(homedir(), 'Documents'),
  downloads: () => join(homedir(), 'Downloads'),
  music: () => join(homedir(), 'Music'),
  pictures: () => join(homedir(), 'Pictures'),
  videos: () => join(homedir(), 'Videos'),
}

/** app.getPath and app.setPath. Electron's own process-wide state. */
export class AppPaths {
  /** @type {Map<string, string>} */
  #set = new Map()

  /** @param {string} place @param {string} appName @returns {string} */
  get(place, appName) {
    const set = this.#set.get(place)
    if (set !== undefined) return set
    if (place === 'userData') {
      const given = commandLine.getSwitchValue('user-data-dir')
      return given === '' ? join(this.get('appData', appName), appName) : resolve(given)
    }
    if (place === 'sessionData') return this.get('userData', appName)
    if (place === 'logs' || place === 'crashDumps') return join(this.get('userData', appName), place === 'logs' ? 'logs' : 'Crashpad')
    const find = PLACES[place]
    if (find === undefined) throw new Error(`Failed to get '${place}' path`)
    return find()
  }

  /** @param {string} place @param {string} path */
  set(place, path) {
    if (typeof path !== 'string' || resolve(path) !== path) throw new Error('Path must be absolute')
    if (!(place in PLACES) && !['userData', 'sessionData', 'logs', 'crashDumps'].includes(place)) throw new Error(`Failed to set '${place}' path`)
    if (place === 'userData' && existsSync(path) && !statSync(path).isDirectory()) throw new Error(`Failed to set '${place}' path`)
    this.#set.set(place, path)
  }
}
