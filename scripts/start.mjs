import { homedir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { buildIfStale } from './build.mjs'
import { chooseEdition, hasDisplay } from './edition/chooseEdition.mjs'
import { fetchElectron } from './edition/fetchElectron.mjs'
import { findChromium } from './findChromium.mjs'
import { findElectron } from './edition/findElectron.mjs'
import { ROOT } from './root.mjs'
import { startBrowser } from './edition/startBrowser.mjs'
import { startDesktop } from './edition/startDesktop.mjs'
import { userFolder } from './edition/userFolder.mjs'

const { values: flags, positionals } = parseArgs({
  options: { desktop: { type: 'boolean', default: false }, browser: { type: 'boolean', default: false } },
  allowPositionals: true,
})
const packageFolder = join(ROOT, 'node_modules/electron')
const canShow = hasDisplay(process.env, process.platform)
const isRoot = process.platform === 'linux' && process.getuid?.() === 0
const stopping = new AbortController()
const stop = stopping.signal
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopping.abort())

/** @returns {Promise<number>} */
async function start() {
  if (!(await buildIfStale(ROOT, stop))) return stop.aborted ? 0 : 1
  const choice = await chooseEdition(
    {
      wanted: flags.desktop ? 'desktop' : flags.browser ? 'browser' : undefined,
      canShow,
      mayFetch: !process.env['HUISHANG_NO_DOWNLOAD'],
    },
    {
      findElectron: () => findElectron(process.env, packageFolder, process.platform),
      fetchElectron: () => fetchElectron(packageFolder, stop),
    },
  )
  if (stop.aborted) return 0
  switch (choice.edition) {
    case 'none':
      process.stderr.write(`The desktop can not be opened: ${choice.reason}.\n`)
      return 1
    case 'desktop':
      return startDesktop(choice.executable, ROOT, { args: positionals, isRoot, stop })
    case 'browser':
      process.stderr.write(`Opening the browser edition: ${choice.reason}.\n`)
      return startBrowser(ROOT, userFolder(process.env, process.platform, homedir()), { canShow, chromium: findChromium(process.env), isRoot, stop })
  }
}

process.exitCode = await start()
