import type { ImportedArchive } from '../../../../shared/api.ts'
import type { TakenForeign } from './takeForeign.ts'

/** As the command prints it and the hub answers. */
export function importedArchive({ path, entry: { meetingId, title, heldOn, sha256, origin }, ledger, wasHere }: TakenForeign): ImportedArchive {
  return { archive: path, meetingId, title, heldOn, sha256, origin, alreadyImported: wasHere, ledger }
}
