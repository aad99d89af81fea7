import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { findChromium } from '../scripts/findChromium.mjs'
import { percentile, post, startHubProcess } from './support/hubProcess.mjs'
import { printRows } from './support/printRows.mjs'

// From the moment the hub listens until a browser that was never here shows the agenda of a meeting; compared with the
// same browser opening an empty page of the same hub. A new browser profile each time: nothing is cached.
const RUNS = 7

const executablePath = findChromium(process.env)
if (executablePath === undefined) process.stdout.write('  skipped: no Chromium, name one in CHROMIUM_PATH\n')
else printRows([await measure(executablePath)])

/** @param {string} chromiumPath */
async function measure(chromiumPath) {
  const folder = await mkdtemp(join(tmpdir(), 'huishang-agenda-'))
  const browser = await chromium.launch({ executablePath: chromiumPath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  try {
    const prepared = await prepare(folder)
    const agendas = []
    const plain = []
    for (let run = 0; run <= RUNS; run++) {
      const hub = await startHubProcess(folder)
      agendas.push((await showAgenda(browser, hub.url, prepared)) - hub.listeningAt)
      plain.push(await showEmptyPage(browser, hub.url))
      await hub.stop()
    }
    // The first one compiles and fills the disk's cache.
    const [first = 0, ...warm] = agendas
    return {
      name: `hub listening to first agenda on screen, median of ${RUNS}`,
      value: percentile(warm, 0.5),
      unit: 'ms',
      comparedWith: { name: 'an empty page of the same hub', value: percentile(plain.slice(1), 0.5) },
      note: `slowest ${Math.max(...warm).toFixed(0)} ms, first of all ${first.toFixed(0)} ms`,
    }
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}

/** @param {string} dataDir */
async function prepare(dataDir) {
  const hub = await startHubProcess(dataDir)
  const { token, person } = await post(hub.url, '/api/join', null, { invite: hub.secretaryInvite, name: 'Bench' })
  const { id } = await post(hub.url, '/api/meetings', token, { title: 'Bench', startsAt: '2026-03-05T14:30:00+08:00', template: 'joint-consultation' })
  await hub.stop()
  return { token, person, id }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {{ token: string, person: unknown, id: string }} prepared
 */
async function showAgenda(browser, url, { token, person, id }) {
  const context = await browser.newContext({ locale: 'en' })
  try {
    await context.addInitScript((session) => localStorage.setItem('huishang/secret/session', session), JSON.stringify({ hubUrl: url, token, person, isHosted: false }))
    const page = await context.newPage()
    await page.goto(`${url}/#/meeting/${id}/agenda`)
    await page.locator('[data-testid="agenda"] :text("Key issues of this period")').first().waitFor()
    return performance.now()
  } finally {
    await context.close()
  }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 */
async function showEmptyPage(browser, url) {
  const context = await browser.newContext()
  try {
    const before = performance.now()
    const page = await context.newPage()
    // Answered with an error document, which is as empty as a page can be.
    await page.goto(`${url}/api/nothing`)
    return performance.now() - before
  } finally {
    await context.close()
  }
}
