import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import { findChromium } from '../scripts/findChromium.mjs'
import { percentile, post, startHubProcess, startProcess } from './support/hubProcess.mjs'
import { printRows } from './support/printRows.mjs'

// A key pressed in the notes of one window until the frame in which another window shows it; and, in turns in the same
// two windows, a key that a bare relay passes on into a plain element. The difference is all that we do.
const ROUNDS = 6
const KEYS_PER_ROUND = 30

const executablePath = findChromium(process.env)
if (executablePath === undefined) process.stdout.write('  skipped: no Chromium, name one in CHROMIUM_PATH\n')
else await measure(executablePath)

/** @param {string} chromiumPath */
async function measure(chromiumPath) {
  const folder = await mkdtemp(join(tmpdir(), 'huishang-screen-'))
  const hub = await startHubProcess(folder)
  const relay = await startProcess([fileURLToPath(new URL('./support/relay.mjs', import.meta.url))])
  const browser = await chromium.launch({ executablePath: chromiumPath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
  try {
    const { token, person } = await post(hub.url, '/api/join', null, { invite: hub.secretaryInvite, name: 'Bench' })
    const { id } = await post(hub.url, '/api/meetings', token, { title: 'Bench', startsAt: '2026-03-05T14:30:00+08:00', template: 'joint-consultation' })
    const session = JSON.stringify({ hubUrl: hub.url, token, person, isHosted: false })
    const [writer, reader] = await Promise.all([openWindow(browser, hub.url, id, session), openWindow(browser, hub.url, id, session)])
    await joinRelay(writer, relay.url.replace('http', 'ws'))
    await joinRelay(reader, relay.url.replace('http', 'ws'))
    /** @type {number[]} */
    const viaHub = []
    /** @type {number[]} */
    const viaRelay = []
    for (let round = 0; round <= ROUNDS; round++) {
      const hubTimes = await press(writer, reader, '[data-testid="note-body"]')
      const relayTimes = await press(writer, reader, '#relayed')
      // The first round compiles.
      if (round === 0) continue
      viaHub.push(...hubTimes)
      viaRelay.push(...relayTimes)
    }
    const row = (/** @type {string} */ name, /** @type {number} */ share) => ({
      name: `key to the other person's screen, ${name} of ${viaHub.length}`,
      value: percentile(viaHub, share),
      unit: 'ms',
      comparedWith: { name: 'a bare relay into a plain element', value: percentile(viaRelay, share) },
    })
    printRows([row('median', 0.5), row('95th percentile', 0.95)])
  } finally {
    await browser.close()
    await hub.stop()
    await relay.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @param {string} id
 * @param {string} session
 */
async function openWindow(browser, url, id, session) {
  const context = await browser.newContext({ locale: 'en' })
  await context.addInitScript((value) => localStorage.setItem('huishang/secret/session', value), session)
  const page = await context.newPage()
  await page.goto(`${url}/#/meeting/${id}/agenda`)
  await page.getByTestId('note-body').waitFor()
  return page
}

/** Adds the plain element: what is typed into it goes over the relay, what comes over the relay is added to it. @param {import('playwright-core').Page} page @param {string} relayUrl */
async function joinRelay(page, relayUrl) {
  await page.evaluate(async (url) => {
    const element = document.createElement('div')
    element.id = 'relayed'
    element.tabIndex = 0
    document.body.append(element)
    const socket = new WebSocket(url)
    element.addEventListener('keydown', ({ key }) => socket.send(key))
    socket.addEventListener('message', async ({ data }) => element.append(typeof data === 'string' ? data : await data.text()))
    await new Promise((resolve) => socket.addEventListener('open', resolve))
  }, relayUrl)
}

/**
 * @param {import('playwright-core').Page} writer
 * @param {import('playwright-core').Page} reader
 * @param {string} target
 * @returns {Promise<number[]>} milliseconds per key, by the clock both windows share
 */
async function press(writer, reader, target) {
  await writer.locator(target).focus()
  const times = []
  for (let key = 0; key < KEYS_PER_ROUND; key++) {
    const shown = await reader.evaluateHandle((selector) => {
      const element = document.querySelector(selector)
      const seen = new Promise((resolve) => {
        const before = element?.textContent.length ?? 0
        const observer = new MutationObserver(() => {
          // A caret that moves changes the element too.
          if ((element?.textContent.length ?? 0) <= before) return
          observer.disconnect()
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
        })
        if (element) observer.observe(element, { subtree: true, childList: true, characterData: true })
      })
      return { seen }
    }, target)
    const pressed = await writer.evaluateHandle(() => ({
      at: new Promise((resolve) => document.addEventListener('keydown', () => resolve(performance.timeOrigin + performance.now()), { capture: true, once: true })),
    }))
    await writer.keyboard.press('x')
    const [from, until] = await Promise.all([pressed.evaluate(({ at }) => at), shown.evaluate(({ seen }) => seen)])
    times.push(Number(until) - Number(from))
    await Promise.all([pressed.dispose(), shown.dispose()])
  }
  return times
}
