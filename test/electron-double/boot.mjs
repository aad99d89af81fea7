import Module, { register } from 'node:module'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath, pathToFileURL } from 'node:url'

/** How often it looks whether who started it still lives, in ms. */
const ORPHAN_CHECK = 1_000
const here = dirname(fileURLToPath(import.meta.url))
// The command line as Electron has it: the executable, then everything that was given.
const executable = join(here, 'electron')
process.argv = [executable, ...process.argv.slice(2)]
process.execPath = executable
Object.assign(process, { defaultApp: true })

register('./resolveElectron.mjs', import.meta.url)
const electron = { ...(await import('./electron.mjs')) }
// `require('electron')`: of a CommonJS app, and of Playwright, which asks for it through the inspector.
const loader = /** @type {any} */ (Module)
const load = loader['_load']
loader['_load'] = function loadWithDouble(/** @type {string} */ request, /** @type {unknown[]} */ ...rest) {
  return request === 'electron' ? electron : load.call(this, request, ...rest)
}

const { electronVersion, launchedApp } = await import('./paths.mjs')
const { certificateVerifier } = await import('./certificates.mjs')
const { startTlsRelay } = await import('./tlsRelay.mjs')
const { startChromium } = await import('./chromium.mjs')
const { registry } = await import('./registry.mjs')
const { watchTargets } = await import('./targets.mjs')
const { handedOver } = await import('./system.mjs')
const { app } = electron

const define = (/** @type {object} */ target, /** @type {Record<string, unknown>} */ values) => {
  for (const [name, value] of Object.entries(values)) Object.defineProperty(target, name, { value, configurable: true, enumerable: true })
}
define(process.versions, { electron: electronVersion })
define(process, { type: 'browser', resourcesPath: here, electronDouble: handedOver })

for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.on(signal, () => app.quit())

// A test that was killed must leave neither this process nor its Chromium behind.
const parent = process.ppid
setInterval(() => {
  if (process.ppid !== parent) process.exit(1)
}, ORPHAN_CHECK).unref()
// Nor may it write to a pipe nobody reads: that would be an error of the app's, again and again.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

try {
  if (launchedApp.main === '') throw new Error('electron-double: no app given')
  // Electron becomes ready only when the main file has run; one that awaits readiness at its top level waits for ever.
  await import(pathToFileURL(launchedApp.main).href)
  if (process.exitCode === undefined) {
    registry.relay = await startTlsRelay(certificateVerifier)
    registry.browser = await startChromium(join(app.getPath('sessionData'), 'double-chromium'), registry.relay)
    registry.browser.connection.on('closed', () => app.exit(1))
    define(process.versions, { chrome: registry.browser.version })
    await watchTargets()
    registry.browser.announce()
    app.$becomeReady()
  }
} catch (error) {
  process.stderr.write(`electron-double: the app did not start: ${String(/** @type {Error} */ (error)?.stack ?? error)}\n`)
  process.exit(1)
}
