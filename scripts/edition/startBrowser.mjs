import { join } from 'node:path'
import { ended, stopAsked, stopChild } from '../childProcess.mjs'
import { openWindow, prepareProfile, windowCommand } from './openWindow.mjs'
import { serveHub } from './serveHub.mjs'

const HUB_GRACE_MS = 15_000
const WINDOW_GRACE_MS = 5_000
/** A Chromium that finds its profile in use hands over to the running one and ends at once: that is no closed window. */
const HANDED_OVER_MS = 3_000

/**
 * Runs the hub and shows its page until the window is closed or somebody stops us.
 * @param {string} root
 * @param {string} folder
 * @param {{ canShow: boolean, chromium: string | undefined, isRoot: boolean, stop: AbortSignal, handedOverMs?: number }} machine
 * @returns {Promise<number>} exit code
 */
export async function startBrowser(root, folder, { canShow, chromium, isRoot, stop, handedOverMs = HANDED_OVER_MS }) {
  const serving = await serveHub(root, join(folder, 'workspace'), stop)
  if (!serving) {
    if (stop.aborted) return 0
    process.stderr.write('The hub did not start.\n')
    return 1
  }
  /** @type {Promise<unknown>[]} */
  const isOver = [stopAsked(stop), ended(serving.child)]
  const window = canShow ? show(serving, folder, { chromium, isRoot }) : undefined
  if (window?.isOwn) isOver.push(closed(window.child, handedOverMs))
  // The terminal is its owner's; whoever closed the first window too early still needs a way in.
  if (!window?.hasInvitation) process.stdout.write(`Open ${serving.joinUrl} (the invitation works once)\n`)
  process.stdout.write(`Huishang runs at ${serving.url} (Ctrl+C ends it)\n`)

  await Promise.race(isOver)
  const hasFailed = serving.child.exitCode !== null || serving.child.signalCode !== null
  if (window?.isOwn) await stopChild(window.child, WINDOW_GRACE_MS)
  await stopChild(serving.child, HUB_GRACE_MS)
  return hasFailed ? 1 : 0
}

/**
 * @param {import('./serveHub.mjs').Serving} serving
 * @param {string} folder
 * @param {{ chromium: string | undefined, isRoot: boolean }} machine
 */
function show({ url, joinUrl, isNew }, folder, { chromium, isRoot }) {
  const profile = join(folder, 'browser')
  // The person at this machine owns the workspace; a browser that was never here needs the invitation to know them.
  const isFirst = chromium ? !prepareProfile(profile) || isNew : isNew
  const command = windowCommand(isFirst ? joinUrl : `${url}/`, { chromium, profile, platform: process.platform, isRoot })
  const child = openWindow(command)
  child.once('error', () => process.stdout.write(`No browser could be opened. Open ${joinUrl}\n`))
  // What merely hands the address over must not keep us from ending.
  if (!command.isOwnWindow) child.unref()
  return { child, isOwn: command.isOwnWindow, hasInvitation: isFirst }
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} handedOverMs
 * @returns {Promise<void>}
 */
async function closed(child, handedOverMs) {
  const openedAt = Date.now()
  await ended(child)
  if (Date.now() - openedAt < handedOverMs) await new Promise(() => undefined)
}
