import { err, ok, type Result } from '../lib/result.ts'
import type { Paper } from '../schema/submission.ts'
import type { ValueRefused } from './Collection.ts'
import type { CommandContext } from './context.ts'
import { transact } from './MeetingDocument.ts'
import type { PoolDocument } from './PoolDocument.ts'

export type PaperError =
  | { readonly kind: 'submission-gone' }
  | ValueRefused

/** Lists a paper whose bytes the hub has: a further version, if the submission has one of that name. */
export function addPaper(pool: PoolDocument, fresh: Pick<Paper, 'ownerId' | 'name' | 'type' | 'bytes' | 'sha256'>, context: CommandContext): Result<void, PaperError> {
  const submission = pool.submissions.get(fresh.ownerId)
  if (!submission) return err({ kind: 'submission-gone' })
  const same = pool.papers.list().filter(({ ownerId, name }) => ownerId === fresh.ownerId && name === fresh.name)
  const version = Math.max(0, ...same.map((paper) => paper.version)) + 1
  const paper: Paper = { id: context.newId(), ...fresh, departmentId: submission.departmentId, version, at: context.now(), by: context.actor.personId }
  const fitting = pool.papers.fits(paper)
  if (!fitting.ok) return fitting
  transact(pool, context, () => pool.papers.insert(paper))
  return ok()
}
