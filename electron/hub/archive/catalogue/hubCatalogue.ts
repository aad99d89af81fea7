import { stackOf, type Report } from '../../inside/events.ts'
import type { Catalogue } from './Catalogue.ts'
import { openCatalogue } from './openCatalogue.ts'

/** The catalogue as a hub has it: what the hub does to it is never waited for, and what goes wrong is reported. */
export interface HubCatalogue extends Pick<Catalogue, 'search' | 'rebuild' | 'close'> {
  /** Takes in what was recorded while no hub ran. */
  start(): void
  /** A record that was just written. */
  add(path: string): void
}

export function hubCatalogue(dataDir: string, worker: string | undefined, report: Report): HubCatalogue {
  const catalogue = openCatalogue(dataDir, worker)
  const bug = (error: unknown): void => report({ event: 'bug', where: 'catalogue', stack: stackOf(error) })
  return {
    search: (request) => catalogue.search(request),
    rebuild: (onProgress) => catalogue.rebuild(onProgress),
    close: () => catalogue.close(),
    start: () => {
      catalogue.update().then(({ notSaved }) => {
        if (notSaved !== null) report({ event: 'message', text: `the catalogue of the archive could not be saved: ${notSaved}` })
      }, bug)
    },
    add: (path) => void catalogue.add(path).catch(bug),
  }
}
