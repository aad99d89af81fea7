import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Path of Electron's executable, or undefined. Reads what the package left on disk: importing `electron` in Node would
 * download it.
 * @param {NodeJS.ProcessEnv} env
 * @param {string} packageFolder `node_modules/electron`
 * @param {NodeJS.Platform} platform
 * @returns {string | undefined}
 */
export function findElectron(env, packageFolder, platform) {
  const executable = env['ELECTRON_EXEC_PATH']
  if (executable) return existsSync(executable) ? executable : undefined
  const override = env['ELECTRON_OVERRIDE_DIST_PATH']
  const dist = override || join(packageFolder, 'dist')
  // An interrupted unpacking leaves no path.txt; another version would not fit the bundle.
  if (!override && (read(join(dist, 'version')).replace(/^v/, '') !== wantedVersion(packageFolder) || !existsSync(join(packageFolder, 'path.txt')))) return undefined
  const path = join(dist, executableName(platform))
  return existsSync(path) ? path : undefined
}

/** @param {NodeJS.Platform} platform */
function executableName(platform) {
  if (platform === 'win32') return 'electron.exe'
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
}

/** @param {string} packageFolder */
function wantedVersion(packageFolder) {
  return JSON.parse(read(join(packageFolder, 'package.json')) || '{}').version
}

/** @param {string} path */
function read(path) {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}
