import { importBundled } from '../support/importBundled.mjs'

/** @returns {Promise<typeof import('./benchMeeting.ts')>} */
export async function importBenchMeeting() {
  return importBundled(new URL('./benchMeeting.ts', import.meta.url))
}
