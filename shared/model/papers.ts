import { err, ok, type Result } from '../lib/result.ts'
import type { Paper } from '../schema/submission.ts'
import type { Collection, ValueRefused } from './Collection.ts'
import type { CommandContext } from './context.ts'
import { transact, type MeetingDocument } from './MeetingDocument.ts'
import type { PoolDocument } from './PoolDocument.ts'

export type PaperError =
  | { readonly kind: 'submission-gone' }
  | { readonly kind: 'agenda-item-gone' }
  /** The last version of that name has the very same bytes. */
  | { readonly kind: 'paper-unchanged'; readonly name: string; readonly version: number }
  /** A new version is the same kind of file as the one that it replaces. */
  | { readonly kind: 'paper-other-kind'; readonly ending: string }
  | ValueRefused

/** What is known of a paper whose bytes the hub has. */
export type FreshPaper = Pick<Paper, 'ownerId' | 'name' | 'type' | 'bytes' | 'sha256'>

/** Lists a paper whose bytes the hub has: a further version, if the submission has one of that name. */
export function addPaper(pool: PoolDocument, fresh: FreshPaper, context: CommandContext): Result<void, PaperError> {
  const submission = pool.submissions.get(fresh.ownerId)
  return submission ? addVersion(pool, fresh, submission.departmentId, context) : err({ kind: 'submission-gone' })
}

/** The same for an agenda item, in the name of its department; older versions stay. */
export function addItemPaper(meeting: MeetingDocument, fresh: FreshPaper, context: CommandContext): Result<void, PaperError> {
  if (!meeting.agenda.get(fresh.ownerId)) return err({ kind: 'agenda-item-gone' })
  return addVersion(meeting, fresh, paperDepartment(itemDepartments(meeting, fresh.ownerId), context.actor.departmentId), context)
}

/** Whose matter an agenda item is: who presents it, and who submitted it. */
export function itemDepartments({ agenda, dossiers }: Pick<MeetingDocument, 'agenda' | 'dossiers'>, itemId: string): readonly string[] {
  const both = [agenda.get(itemId)?.presenterDepartmentId, dossiers.get(itemId)?.departmentId]
  return [...new Set(both.flatMap((id) => id ?? []))]
}

/** In whose name somebody of that department adds a paper to a matter of these departments; null for nobody's. */
export function paperDepartment(ofMatter: readonly string[], own: string | null): string | null {
  return own !== null && ofMatter.includes(own) ? own : (ofMatter[0] ?? null)
}

/** Whether a file can be the next version of a paper: by the ending of its name. */
export function nextVersion(name: string, fileName: string): Result<string, PaperError> {
  const ending = endingOf(name)
  return endingOf(fileName) === ending ? ok(name) : err({ kind: 'paper-other-kind', ending })
}

function endingOf(name: string): string {
  return /\.[^.]+$/.exec(name)?.[0].toLowerCase() ?? ''
}

function addVersion(owner: { readonly doc: PoolDocument['doc']; readonly papers: Collection<Paper> }, fresh: FreshPaper, departmentId: string | null, context: CommandContext): Result<void, PaperError> {
  const same = owner.papers.list().filter(({ ownerId, name }) => ownerId === fresh.ownerId && name === fresh.name)
  const last = Math.max(0, ...same.map(({ version }) => version))
  if (same.some(({ version, sha256 }) => version === last && sha256 === fresh.sha256)) return err({ kind: 'paper-unchanged', name: fresh.name, version: last })
  const paper: Paper = { id: context.newId(), ...fresh, departmentId, version: last + 1, at: context.now(), by: context.actor.personId }
  const fitting = owner.papers.fits(paper)
  if (!fitting.ok) return fitting
  transact(owner, context, () => owner.papers.insert(paper))
  return ok()
}
