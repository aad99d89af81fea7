import { readFile } from 'node:fs/promises'
import { ok } from '../../../../shared/lib/result.ts'
import { createFileDurably } from '../../createFileDurably.ts'
import { sha256Hex } from '../../sha256.ts'
import { heldFacts } from '../buildRecord.ts'
import { findEd25519 } from '../ledger/ed25519.ts'
import { checkForeign } from './checkForeign.ts'
import type { ForeignDesk } from './ForeignDesk.ts'
import { quarantine } from './quarantine.ts'
import type { ForeignArchive } from './readForeign.ts'

/** Does all of it on the thread that calls: for a command, or inside a thread of its own. */
export function deskHere(dataDir: string, archive: ForeignArchive): ForeignDesk {
  const { name, bytes, proof } = archive
  const isSame = (other: Uint8Array): boolean => sha256Hex(other) === sha256Hex(bytes)
  return {
    examine: async () => {
      const verify = (await findEd25519())?.verify ?? (async () => false)
      const checked = await checkForeign(archive, verify)
      return checked.ok ? ok({ name, proof, facts: heldFacts(checked.value.meeting, bytes), proven: checked.value.proven }) : checked
    },
    create: (path) => createFileDurably(path, bytes, isSame),
    isSameAs: async (path) => isSame(await readFile(path)),
    quarantine: (reason, at) => quarantine(dataDir, archive, reason, at),
  }
}
