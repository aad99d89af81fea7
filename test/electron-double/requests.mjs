import { isDoubleUrl, isThisMachine, toAppUrl } from './origin.mjs'
import { isExternalOpenGranted } from './permissions.mjs'
import { answer } from './protocol.mjs'
import { preventableEvent } from './registry.mjs'
import { shell } from './system.mjs'

/** Chromium keeps the page it shows when a navigation is answered like this. */
const STAY = 204

/**
 * Decides one intercepted request: navigations pass the app's events, the app's scheme is answered by its handler,
 * this machine goes through, everything else is refused.
 * @param {import('./webContents.mjs').WebContents} contents
 * @param {any} paused
 * @param {import('./cdp.mjs').CdpSession} session
 */
export async function decideRequest(contents, paused, session) {
  const { requestId, request, resourceType, redirectedRequestId } = paused
  const isMainFrame = paused.frameId === contents.$targetId
  if (resourceType === 'Document') {
    const url = toAppUrl(request.url)
    const isExpected = isMainFrame && contents.$takeExpected(request.url)
    if (!isExpected && isNavigationPrevented(contents, url, isMainFrame, redirectedRequestId !== undefined)) {
      await session.attempt('Fetch.fulfillRequest', { requestId, responseCode: STAY })
      return
    }
    if (isMainFrame) await contents.$applyPermissions(request.url)
  }
  if (isDoubleUrl(request.url)) {
    const { method, params } = await answer(paused, contents.session.protocol)
    await session.attempt(method, params)
  } else if (/^(data|blob|file|about|devtools|chrome):/.test(request.url) || isThisMachine(request.url)) {
    await session.attempt('Fetch.continueRequest', { requestId })
  } else {
    await session.attempt('Fetch.failRequest', { requestId, errorReason: 'NameNotResolved' })
  }
}

/** @param {import('./webContents.mjs').WebContents} contents @param {string} url @param {boolean} isMainFrame @param {boolean} isRedirect */
function isNavigationPrevented(contents, url, isMainFrame, isRedirect) {
  const names = isRedirect ? ['will-redirect'] : ['will-frame-navigate', ...(isMainFrame ? ['will-navigate'] : [])]
  return names.some((name) => {
    const event = preventableEvent({ url, isMainFrame, isSameDocument: false, frame: contents.mainFrame, initiator: contents.mainFrame })
    contents.emit(name, event, url, false, isMainFrame, 0, 0)
    return event.defaultPrevented
  })
}

/**
 * A navigation Chromium does not turn into a request: to `mailto:` and other programs, to an app scheme as written.
 * @param {import('./webContents.mjs').WebContents} contents
 * @param {any} requested the parameters of Page.frameRequestedNavigation
 */
export async function decideUnrequested(contents, requested) {
  if (/^(https?|data|blob|about|javascript|file):/.test(requested.url)) return
  const isMainFrame = requested.frameId === contents.$targetId
  if (isNavigationPrevented(contents, requested.url, isMainFrame, false)) return
  if (await isExternalOpenGranted(contents, requested.url)) await shell.openExternal(requested.url)
}
