import { join } from 'node:path'

/**
 * This person's folder: `workspace/` holds the hub's documents, `browser/` the app window's profile. It is where the
 * desktop edition keeps its own, so that both editions open the same workspace. `HUISHANG_DATA` names another.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 * @param {string} home
 * @returns {string}
 */
export function userFolder(env, platform, home) {
  const given = env['HUISHANG_DATA']
  if (given) return given
  if (platform === 'win32') return join(env['APPDATA'] || join(home, 'AppData', 'Roaming'), 'huishang')
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'huishang')
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'huishang')
}
