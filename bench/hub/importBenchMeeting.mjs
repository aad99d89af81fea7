import { importBundled } from '../support/importBundled.mjs'

/** @returns {Promise<typeof import('./benchMeeting.ts').benchMeeting>} */
export async function importBenchMeeting() {
  const module = await importBundled(new URL('./benchMeeting.ts', import.meta.url))
  return module.benchMeeting
}
