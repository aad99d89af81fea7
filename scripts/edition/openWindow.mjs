import { existsSync, mkdirSync } from 'node:fs'
import { startChild } from '../childProcess.mjs'

/**
 * @typedef {object} BrowserCommand
 * @property {string} command
 * @property {string[]} args
 * @property {boolean} isOwnWindow  the process lives as long as the window
 */

/**
 * How to open `url`: a Chromium without address bar, or else whatever the system opens addresses with.
 * @param {string} url
 * @param {{ chromium: string | undefined, profile: string, platform: NodeJS.Platform, isRoot: boolean }} machine
 * @returns {BrowserCommand}
 */
export function windowCommand(url, { chromium, profile, platform, isRoot }) {
  if (chromium) {
    return {
      command: chromium,
      args: [
        `--app=${url}`,
        // Kept between runs, so that what was written offline is still there; own, so that the process stays ours.
        `--user-data-dir=${profile}`,
        '--no-first-run',
        '--no-default-browser-check',
        ...(isRoot ? ['--no-sandbox'] : []),
      ],
      isOwnWindow: true,
    }
  }
  if (platform === 'darwin') return { command: 'open', args: [url], isOwnWindow: false }
  // `start` is a shell word and would read `&`; this is what it calls.
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler', url], isOwnWindow: false }
  return { command: 'xdg-open', args: [url], isOwnWindow: false }
}

/**
 * Whether this profile has been in use before; makes its folder otherwise.
 * @param {string} profile
 */
export function prepareProfile(profile) {
  const isUsed = existsSync(profile)
  mkdirSync(profile, { recursive: true, mode: 0o700 })
  return isUsed
}

/**
 * @param {BrowserCommand} browser
 */
export function openWindow({ command, args }) {
  // A browser's own messages are not ours to show.
  return startChild(command, args, { stdio: 'ignore' })
}
