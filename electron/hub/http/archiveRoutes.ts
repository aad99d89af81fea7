import { dirname } from 'node:path'
import { MOST_FOREIGN_BYTES } from '../../../shared/archive/foreign.ts'
import { ok } from '../../../shared/lib/result.ts'
import { assertNever } from '../../../shared/lib/assert.ts'
import { importedArchive } from '../archive/foreign/importedArchive.ts'
import { takeForeign } from '../archive/foreign/takeForeign.ts'
import { findEd25519 } from '../archive/ledger/ed25519.ts'
import { exportedFiles } from '../archive/proof/exportedFiles.ts'
import { storedZip } from '../archive/proof/storedZip.ts'
import { answer, refuse, type ApiAnswer } from './ApiAnswer.ts'
import type { ApiParts, Call, Route } from './Route.ts'

/** Base64 takes four letters for three bytes. */
const MOST_IMPORT_BYTES = Math.ceil(MOST_FOREIGN_BYTES / 3) * 4 + 4 * 1024 * 1024

/** Records that leave the workspace with their proof, and those that come from elsewhere. */
export const ARCHIVE_ROUTES: readonly Route[] = [
  { method: 'GET', pattern: /^\/api\/archives\/(\d{4}\/[\w-]+\.sqlite)\/proof$/, handle: sendWithProof },
  { method: 'POST', pattern: /^\/api\/archives\/import$/, right: 'import-archive', mostBytes: MOST_IMPORT_BYTES, takesParts: true, handle: importArchive },
]

/** [A4] What `huishang export archive --with-proof` writes, in one ZIP. */
async function sendWithProof({ records, recordsDir }: ApiParts, { params: [file = ''] }: Call): Promise<ApiAnswer> {
  const { ledger } = records
  const entry = ledger.entries().findLast(({ path }) => path === `records/${file}`)
  if (!entry) return refuse('archive-unknown')
  const verify = (await findEd25519())?.verify ?? (async () => false)
  const exported = await exportedFiles(dirname(recordsDir), entry, { ledger, verify })
  if (exported.ok) return ok({ bytes: storedZip(entry.archiveId, exported.value.files), type: 'application/zip', name: `${entry.archiveId}.zip` })
  switch (exported.error.kind) {
    case 'missing':
      return refuse('archive-unknown')
    case 'changed':
    case 'ledger-broken':
      return refuse('archive-changed')
    case 'unsigned':
      return refuse('ledger-unsigned')
    default:
      return assertNever(exported.error)
  }
}

/** [A8] As `huishang import archive`. */
async function importArchive({ foreignRequests, records, recordsDir, now }: ApiParts, { body }: Call): Promise<ApiAnswer> {
  const taken = await foreignRequests(body as readonly Uint8Array[], (desk) => takeForeign({ dataDir: dirname(recordsDir), records, now }, desk))
  if (taken.ok) return answer(importedArchive(taken.value))
  const { error } = taken
  switch (error.kind) {
    case 'request-invalid':
      return refuse('request-invalid', error.message)
    case 'too-large':
      return refuse('request-too-large')
    case 'quarantined':
      return refuse('archive-refused', undefined, { reason: error.reason, quarantined: error.path })
    default:
      return refuse('not-saving', `The archive was not taken (${error.kind}); nothing was changed. See the log of the hub.`)
  }
}
