import { accessSync, constants, readdirSync, statSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'
import process from 'node:process'

const NAMES = [
  'chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'google-chrome-beta', 'chrome',
  'microsoft-edge', 'microsoft-edge-stable', 'brave-browser', 'brave',
]

/** @param {NodeJS.ProcessEnv} env */
function usualPlaces(env) {
  if (process.platform === 'darwin') {
    const bundles = [
      'Chromium.app/Contents/MacOS/Chromium',
      'Google Chrome.app/Contents/MacOS/Google Chrome',
      'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      'Brave Browser.app/Contents/MacOS/Brave Browser',
    ]
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) => bundles.map((bundle) => join(folder, bundle)))
  }
  if (process.platform === 'win32') {
    const roots = [env['LOCALAPPDATA'], env['PROGRAMFILES'], env['PROGRAMFILES(X86)']].filter((root) => root !== undefined && root !== '')
    const programs = [
      'Chromium\\Application\\chrome.exe',
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
      'BraveSoftware\\Brave-Browser\\Application\\brave.exe',
    ]
    return roots.flatMap((root) => programs.map((program) => join(/** @type {string} */ (root), program)))
  }
  return ['/usr/bin', '/usr/local/bin', '/snap/bin', '/usr/lib/chromium', '/opt/google/chrome'].flatMap((folder) => NAMES.map((name) => join(folder, name)))
}

/** Where Playwright keeps the browsers it downloaded. @param {NodeJS.ProcessEnv} env */
function playwrightCache(env) {
  const given = env['PLAYWRIGHT_BROWSERS_PATH']
  if (given !== undefined && given !== '' && given !== '0') return given
  if (process.platform === 'darwin') return join(homedir(), 'Library/Caches/ms-playwright')
  if (process.platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData/Local'), 'ms-playwright')
  return join(env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'ms-playwright')
}

/** @param {NodeJS.ProcessEnv} env */
function playwrightBrowsers(env) {
  const inside = [
    'chrome-linux/chrome', 'chrome-linux64/chrome', 'chrome-win/chrome.exe', 'chrome-win64/chrome.exe',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium', 'chrome-mac-arm64/Chromium.app/Contents/MacOS/Chromium',
    'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  ]
  try {
    const cache = playwrightCache(env)
    const builds = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name))
    // The newest build first: its number is the name's end.
    builds.sort((a, b) => Number(b.slice('chromium-'.length)) - Number(a.slice('chromium-'.length)))
    return builds.flatMap((build) => inside.map((path) => join(cache, build, path)))
  } catch {
    return []
  }
}

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return statSync(path).isFile()
  } catch {
    return false
  }
}

/**
 * Absolute path of a Chromium-like browser on this machine: `CHROMIUM_PATH` or `CHROME_PATH`, then the usual names on
 * `PATH`, the usual places, and the browsers Playwright downloaded. A variable that is set but names no executable is
 * an error of the caller's and answers `undefined`: taking another browser silently would test the wrong one.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined}
 */
export function findChromium(env) {
  const given = [env['CHROMIUM_PATH'], env['CHROME_PATH']].find((path) => path !== undefined && path !== '')
  if (given !== undefined) return isExecutable(given) ? given : undefined
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const onPath = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
    .flatMap((folder) => NAMES.map((name) => join(folder, name + suffix)))
  return [...onPath, ...usualPlaces(env), ...playwrightBrowsers(env)].find(isExecutable)
}
