import { toInstant } from '../../../shared/lib/instant.ts'
import type { Directory } from '../Directory.ts'
import type { HubStanding } from './HubStanding.ts'

export interface MarkNotSavingParts {
  readonly standing: Pick<HubStanding, 'isHosting'>
  readonly directory: Pick<Directory, 'hosts' | 'isWritable' | 'showBehind'>
  /** Ids of the hubs that are linked and say that their disk refuses. */
  readonly notSaving: () => readonly string[]
  readonly now: () => Date
}

/**
 * The hub that hosts tells everyone whose copy has stopped because its disk refuses: that hub can't say so itself, since
 * nothing that it says is kept there. It says when its copy is whole again. @returns looks; to be called again and again
 */
export function markNotSaving({ standing, directory, notSaving, now }: MarkNotSavingParts): () => void {
  return () => {
    if (!standing.isHosting || !directory.isWritable()) return
    for (const id of notSaving()) if (directory.hosts.get(id)?.notSavingSince === null) directory.showBehind(id, { notSavingSince: toInstant(now()) })
  }
}
