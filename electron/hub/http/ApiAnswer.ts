import { err, ok, type Result } from '../../../shared/lib/result.ts'

/** A refusal as it goes over the wire: `{ error, message }`, and more where the API says so. */
export interface Refusal {
  readonly kind: string
  readonly status: number
  /** A plain sentence: what is the matter and what to do. */
  readonly message: string
  readonly details?: Readonly<Record<string, unknown>>
}

export interface FileAnswer {
  readonly file: string
  readonly type: string
}

export interface TextAnswer {
  readonly text: string
  readonly type: string
}

/** A file that is made on the way; saved under that name. */
export interface BytesAnswer {
  readonly bytes: Uint8Array
  readonly type: string
  readonly name: string
}

export interface JsonAnswer {
  readonly json: unknown
}

export type ApiAnswer = Result<JsonAnswer | FileAnswer | TextAnswer | BytesAnswer, Refusal>

export function answer(json: unknown): ApiAnswer {
  return ok({ json })
}

/** Every refusal there is, in one place: the kind, its status and its sentence. */
const REFUSALS = {
  'request-invalid': [400, 'The request does not have the shape this address takes.'],
  'template-unknown': [400, 'There is no such template.'],
  'body-unknown': [400, 'There is no such body.'],
  'department-unknown': [400, 'There is no such department; GET the directory or create it first.'],
  'signature-invalid': [400, 'This is no signature of this checkpoint by this key.'],
  'ballot-invalid': [400, 'The ballot does not fit the round; nothing was changed.'],
  'token-missing': [401, 'Send the token of a session: Authorization: Bearer TOKEN. POST /api/join gives one.'],
  'projector-unknown': [401, 'This big screen is no longer shown anything; open it again from the meeting.'],
  'session-unknown': [401, 'This session is not known here any more; join again with an invitation.'],
  'origin-refused': [403, 'Pages of this origin may not use this hub.'],
  'role-refused': [403, 'Your role may not do this; ask the secretary.'],
  'room-forbidden': [403, 'Your role or your department may not read this room.'],
  'proxy-missing': [403, 'You do not stand in for this department at this item, or no longer.'],
  'not-entitled': [403, 'Only the departments that this round asks give a ballot in it, each its own.'],
  'invitation-unknown': [404, 'No invitation has this code. Check it letter by letter, or ask the secretary for a new one.'],
  'not-found': [404, 'There is nothing at this address.'],
  'meeting-unknown': [404, 'There is no such meeting.'],
  'agenda-item-gone': [404, 'There is no such agenda item in this meeting.'],
  'round-unknown': [404, 'There is no such round that takes ballots.'],
  'person-unknown': [404, 'There is no such person.'],
  'invitation-gone': [404, 'There is no such invitation any more.'],
  'session-gone': [404, 'This session has ended already.'],
  'room-unknown': [404, 'There is no such room.'],
  'paper-unknown': [404, 'No paper with this SHA-256 is listed in this room.'],
  'ledger-unsigned': [404, 'Nothing of the ledger is signed yet that says this.'],
  'checkpoint-unknown': [404, 'Of this size the ledger was never signed.'],
  'problem-gone': [404, 'The hub finds no such problem now.'],
  'archive-unknown': [404, 'There is no such archive.'],
  'paper-missing': [404, 'The bytes of this paper are not on this hub. They come by themselves once it is linked with one that has them; or add the paper again.'],
  'method-refused': [405, 'This address does not take this method.'],
  'last-secretary': [409, 'Nobody else who is signed in is secretary; make somebody else secretary first.'],
  'session-current': [409, 'This is the very session that asks. DELETE /api/session leaves; the invitation that the hub gives at its start lets a secretary in again.'],
  'meeting-open': [409, 'The meeting cannot close yet: these matters are open.'],
  'meeting-closed': [409, 'The meeting is closed: it no longer changes.'],
  'item-ended': [409, 'The agenda item has ended. Reopen it first.'],
  'round-running': [409, 'A round on this item is open. Reveal or void it first.'],
  'rule-missing': [409, 'The decision rule of this item comes first: who is asked, and what counts as passed.'],
  'options-missing': [409, 'There must be "do nothing" and at least one option more that passes every gate.'],
  'criteria-missing': [409, 'There must be at least one criterion to score by.'],
  'round-ended': [409, 'The round has been revealed or voided.'],
  'ballots-missing': [409, 'Nobody has given a ballot yet. Wait, or void the round.'],
  'archive-changed': [409, 'The archive is not what the ledger says, so nothing is proved of it. See huishang verify.'],
  'too-many': [409, 'Enough devices have signed this checkpoint.'],
  'paper-damaged': [410, 'The file of this paper on the hub is damaged and was put aside. It comes again by itself from another hub that has it; or add the paper again.'],
  'invitation-used': [410, 'This invitation has been used already. Ask the secretary for a new one.'],
  'invitation-expired': [410, 'This invitation has expired. Ask the secretary for a new one.'],
  'invitation-revoked': [410, 'This invitation was taken back. Ask the secretary for a new one.'],
  'request-too-large': [413, 'The request is too large.'],
  'host-unknown': [421, 'This hub does not answer to that name; use the address it was started with.'],
  'not-hosting': [503, 'This hub stands by: another one of the workspace hosts now.'],
  'archive-refused': [422, 'This archive was not taken. It is kept in quarantine, with the reason beside it.'],
  'too-many-attempts': [429, 'Too many failed attempts from this address. Wait a few seconds and try again.'],
  'bug': [500, 'Something went wrong on the hub; its log has the details.'],
  'not-saving': [503, 'The hub cannot write to its disk, so nothing was changed. Free some space and try again.'],
  'history-unreadable': [503, 'The hub cannot read this room now; its log has the details.'],
  'archive-failed': [503, 'The archive could not be written, so the meeting stays open. Free some space on the hub and close it again.'],
} as const satisfies Record<string, readonly [number, string]>

export type RefusalKind = keyof typeof REFUSALS

/** `message` replaces the usual sentence where a more telling one is known. */
export function refuse(kind: RefusalKind, message?: string, details?: Refusal['details']): Result<never, Refusal> {
  const [status, usual] = REFUSALS[kind]
  return err({ kind, status, message: message ?? usual, ...(details && { details }) })
}
