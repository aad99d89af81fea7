import { dirname } from 'node:path'
import { ok } from '../../../shared/lib/result.ts'
import { assertNever } from '../../../shared/lib/assert.ts'
import { findEd25519 } from '../archive/ledger/ed25519.ts'
import { exportedFiles } from '../archive/proof/exportedFiles.ts'
import { storedZip } from '../archive/proof/storedZip.ts'
import { refuse, type ApiAnswer } from './ApiAnswer.ts'
import type { ApiParts, Call, Route } from './Route.ts'

/** Records that leave the workspace with their proof. */
export const ARCHIVE_ROUTES: readonly Route[] = [{ method: 'GET', pattern: /^\/api\/archives\/(\d{4}\/[\w-]+\.sqlite)\/proof$/, handle: sendWithProof }]

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
