import { app } from './app.mjs'
import { connection, registry } from './registry.mjs'
import { Page } from './page.mjs'

/** Tabs that have attached but belong to no window yet, by target id. */
const attached = /** @type {Map<string, import('./cdp.mjs').CdpSession>} */ (new Map())
const waiting = /** @type {Map<string, (session: import('./cdp.mjs').CdpSession) => void>} */ (new Map())

/** Listens for tabs from now on; called once, when Chromium runs. */
export async function watchTargets() {
  const { browser } = connection()
  browser.on('Target.attachedToTarget', ({ targetInfo }, /** @type {import('./cdp.mjs').CdpSession} */ session) => {
    if (targetInfo.type !== 'page') return void session.attempt('Runtime.runIfWaitingForDebugger')
    if (targetInfo.openerId !== undefined) return void openedByPage(targetInfo, session)
    const take = waiting.get(targetInfo.targetId)
    if (take === undefined) attached.set(targetInfo.targetId, session)
    else take(session)
    return undefined
  })
  await browser.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true })
}

/** A tab the page asked for: its window's handler decides; a denied one goes before anything in it runs. @param {any} targetInfo @param {import('./cdp.mjs').CdpSession} session */
function openedByPage(targetInfo, session) {
  const opener = [...registry.contents.values()].find((contents) => contents.$targetId === targetInfo.openerId)
  const isAllowed = opener !== undefined && opener.$adoptPopup(targetInfo.targetId, session)
  if (!isAllowed) void closeUnseen(targetInfo.targetId, session)
}

/** A tab that waits would hold up its opener, with which it shares a process: it runs, but none of its requests leaves. @param {string} targetId @param {import('./cdp.mjs').CdpSession} session */
async function closeUnseen(targetId, session) {
  await Promise.all([
    session.attempt('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] }),
    session.attempt('Runtime.runIfWaitingForDebugger'),
    connection().browser.attempt('Target.closeTarget', { targetId }),
  ])
}

/** @param {{ width: number, height: number }} size @param {string | undefined} browserContextId of a partition @returns {Promise<Page>} */
export async function createPage({ width, height }, browserContextId) {
  if (!app.isReady()) throw new Error('Cannot create BrowserWindow before app is ready')
  const { targetId } = await connection().browser.send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height, browserContextId })
  /** @type {import('./cdp.mjs').CdpSession} */
  const session = attached.get(targetId) ?? (await new Promise((resolve) => waiting.set(targetId, resolve)))
  attached.delete(targetId)
  waiting.delete(targetId)
  return new Page(targetId, session)
}
