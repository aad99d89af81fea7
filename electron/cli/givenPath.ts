import { homedir } from 'node:os'
import { resolve } from 'node:path'

/** As a shell would read it: scripts that quote `~/…` mean their home. */
export function givenPath(path: string): string {
  return resolve(path.startsWith('~/') ? path.replace('~', homedir()) : path)
}
