import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { run } from '../childProcess.mjs'

const PROBE_MS = 5_000
const DOWNLOAD_MS = 10 * 60_000

/**
 * Fetches Electron's executable with its own installer, but only if the place it comes from answers quickly: behind a
 * firewall that drops packets the installer alone would wait for minutes.
 * @param {string} packageFolder `node_modules/electron`
 * @param {AbortSignal} stop
 * @returns {Promise<string | undefined>} why it could not be fetched; undefined if it is there now
 */
export async function fetchElectron(packageFolder, stop) {
  const obstacle = await downloadObstacle(packageFolder)
  if (obstacle) return obstacle
  process.stderr.write('Fetching the desktop runtime, once…\n')
  const code = await run(process.execPath, [join(packageFolder, 'install.js')], { limitMs: DOWNLOAD_MS, signal: stop, env: withoutNodeMode(process.env) })
  return code === 0 ? undefined : 'the desktop runtime could not be fetched'
}

/**
 * `ELECTRON_RUN_AS_NODE` would turn Electron into a plain Node.
 * @param {NodeJS.ProcessEnv} env
 * @returns {NodeJS.ProcessEnv}
 */
export function withoutNodeMode(env) {
  const { ELECTRON_RUN_AS_NODE: _removed, ...rest } = env
  return rest
}

/**
 * @param {string} packageFolder
 * @returns {Promise<string | undefined>}
 */
async function downloadObstacle(packageFolder) {
  const address = await downloadAddress(packageFolder).catch(() => null)
  if (address === null) return 'the desktop runtime is not installed, nor is its installer'
  if (address === undefined) return undefined
  try {
    const { ok, status } = await fetch(address, { method: 'HEAD', signal: AbortSignal.timeout(PROBE_MS) })
    return ok ? undefined : `the place the desktop runtime comes from answers ${status}; ELECTRON_MIRROR can name another`
  } catch {
    return 'the desktop runtime is not installed and the place it comes from can not be reached; ELECTRON_MIRROR can name another'
  }
}

class AddressFound extends Error {}

/**
 * Where the installer would load from, by its own rules (mirrors, .npmrc, …); undefined if it has the file in its cache.
 * @param {string} packageFolder
 * @returns {Promise<string | undefined>}
 */
async function downloadAddress(packageFolder) {
  const json = (/** @type {string} */ name) => JSON.parse(readFileSync(join(packageFolder, name), 'utf8'))
  const { downloadArtifact } = await import(pathToFileURL(join(packageFolder, '../@electron/get/dist/index.js')).href)
  const downloader = {
    download: async (/** @type {string} */ url) => {
      throw new AddressFound(url)
    },
  }
  try {
    await downloadArtifact({
      version: json('package.json').version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      checksums: json('checksums.json'),
      cacheRoot: process.env['electron_config_cache'],
      downloader,
    })
    return undefined
  } catch (error) {
    if (error instanceof AddressFound) return error.message
    throw error
  }
}
