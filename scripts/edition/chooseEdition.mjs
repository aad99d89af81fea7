/**
 * @typedef {{ edition: 'desktop', executable: string }} Desktop
 * @typedef {{ edition: 'browser', reason: string }} Browser
 * @typedef {{ edition: 'none', reason: string }} None  the person insisted on what can't be had
 *
 * @typedef {object} Probes
 * @property {() => string | undefined} findElectron
 * @property {() => Promise<string | undefined>} fetchElectron  why it failed, or undefined
 */

/**
 * Which edition `npm start` opens, and why it is not the desktop. Asks for the costly things last.
 * @param {{ wanted: 'desktop' | 'browser' | undefined, canShow: boolean, mayFetch: boolean }} situation  `canShow`: see `hasDisplay`
 * @param {Probes} probes
 * @returns {Promise<Desktop | Browser | None>}
 */
export async function chooseEdition({ wanted, canShow, mayFetch }, probes) {
  if (wanted === 'browser') return { edition: 'browser', reason: 'it was asked for' }
  const edition = wanted === 'desktop' ? 'none' : 'browser'
  if (!canShow) return { edition, reason: 'there is no display' }
  const installed = probes.findElectron()
  if (installed) return { edition: 'desktop', executable: installed }
  if (!mayFetch) return { edition, reason: 'the desktop runtime is not installed and fetching it is switched off' }
  const obstacle = await probes.fetchElectron()
  if (obstacle) return { edition, reason: obstacle }
  const fetched = probes.findElectron()
  return fetched ? { edition: 'desktop', executable: fetched } : { edition, reason: 'the desktop runtime was fetched but is not where it should be' }
}

/**
 * Whether a window can be opened at all.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
export function hasDisplay(env, platform) {
  return platform === 'win32' || platform === 'darwin' || Boolean(env['DISPLAY'] || env['WAYLAND_DISPLAY'])
}
