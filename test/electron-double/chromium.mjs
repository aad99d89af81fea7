import { spawn } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import process from 'node:process'
import { findChromium } from '../../scripts/findChromium.mjs'
import { CdpConnection } from './cdp.mjs'
import { ownAddresses } from './origin.mjs'

/** How long Chromium may take to start, in ms. */
const START_LIMIT = 30_000
/** How long it may take to write its profile and go, in ms. */
const STOP_LIMIT = 4_000

/** @param {string} profile @param {{ port: number, spki: string }} relay */
function switchesFor(profile, relay) {
  return [
    '--headless=new',
    `--user-data-dir=${profile}`,
    '--remote-debugging-port=0',
    '--no-startup-window',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--disable-dev-shm-usage',
    '--disable-default-apps',
    '--disable-extensions',
    '--disable-breakpad',
    '--disable-search-engine-choice-screen',
    '--disable-features=Translate,MediaRouter,OptimizationHints,PaintHolding,HttpsUpgrades',
    // Windows behind each other must go on drawing and counting time: an app's own do.
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    // The app's setWindowOpenHandler decides about popups, nobody else.
    '--disable-popup-blocking',
    '--password-store=basic',
    '--use-mock-keychain',
    '--mute-audio',
    '--lang=zh-CN',
    // Nothing leaves this machine, whatever the interception lets through.
    `--host-resolver-rules=${['MAP * ~NOTFOUND', ...['localhost', ...ownAddresses()].map((name) => `EXCLUDE ${name}`)].join(', ')}`,
    // What is encrypted goes by the relay, where the app's own verifier decides; to this machine too.
    `--proxy-server=https=127.0.0.1:${relay.port}`,
    '--proxy-bypass-list=<-loopback>',
    `--ignore-certificate-errors-spki-list=${relay.spki}`,
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  ]
}

/**
 * Starts a headless Chromium of its own and tells Playwright where it listens.
 * @param {string} profile created if absent; what the app keeps in the browser survives a restart there
 * @param {{ port: number, spki: string }} relay see `startTlsRelay`
 */
export async function startChromium(profile, relay) {
  const executable = findChromium(process.env)
  if (executable === undefined) throw new Error('electron-double: no Chromium found; set CHROMIUM_PATH')
  mkdirSync(profile, { recursive: true })
  const child = spawn(executable, switchesFor(profile, relay), { stdio: ['ignore', 'ignore', 'pipe'] })
  const exited = new Promise((resolve) => child.once('exit', resolve))
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const url = await new Promise((resolve, reject) => {
    let heard = ''
    const limit = setTimeout(() => reject(new Error(`electron-double: Chromium did not start in ${START_LIMIT} ms: ${heard}`)), START_LIMIT)
    child.stderr.on('data', (data) => {
      heard += String(data)
      const match = /DevTools listening on (ws:\/\/\S+)/.exec(heard)
      if (match === null) return
      clearTimeout(limit)
      child.stderr.removeAllListeners('data').resume()
      resolve(match[1])
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`electron-double: Chromium ended with ${String(code)}: ${heard}`)))
  })
  const connection = await CdpConnection.open(url)
  const { product } = await connection.browser.send('Browser.getVersion')
  return {
    connection,
    version: String(product).replace(/^[^/]*\//, ''),
    /** Playwright attaches to the windows by this line; it comes when the double itself is ready for them. */
    announce: () => process.stderr.write(`DevTools listening on ${url}\n`),
    /** Lets Chromium write its profile before it goes. */
    async close() {
      void connection.browser.attempt('Browser.close')
      const limit = setTimeout(kill, STOP_LIMIT)
      await exited
      clearTimeout(limit)
      process.removeListener('exit', kill)
    },
  }
}
