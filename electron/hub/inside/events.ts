import type { RecordProblem, RecoveryCause } from '../../../shared/api.ts'

/**
 * What happens on a hub, for logs that programs read. Names and fields stay; none of them holds a name, an id, a room, a
 * token, a code or anything that somebody wrote.
 */
export type HubEvent =
  | { readonly event: 'hub-started'; readonly version: string; readonly isNew: boolean }
  | { readonly event: 'hub-stopped' }
  /** A connection was closed by the hub; `reason` as in the close codes. */
  | { readonly event: 'client-refused'; readonly reason: string }
  /** `error` as in the answer. */
  | { readonly event: 'request-refused'; readonly error: string }
  /** The disk refuses what a document, its history or the list of who may enter wants to write; `code` as the system names it. */
  | { readonly event: 'saving-stopped'; readonly file: SavedFile; readonly code: string }
  | { readonly event: 'saving-works'; readonly file: SavedFile }
  | { readonly event: 'file-torn'; readonly file: SavedFile | 'ledger' }
  | { readonly event: 'file-damaged'; readonly file: SavedFile }
  | { readonly event: 'compacting-failed'; readonly code: string }
  | { readonly event: 'room-not-loaded'; readonly code: string }
  /** A document could no longer be trusted and is loaded again from its journal. */
  | { readonly event: 'room-broken'; readonly stack: string }
  /** A record or the ledger is not as it was written; see `RecordProblemSchema`. */
  | { readonly event: 'record-problem'; readonly kind: RecordProblem['kind'] }
  | { readonly event: 'closed-unsaved' }
  /** Until then clients may bring what others wrote, because the hub may have lost it. */
  | { readonly event: 'recovery-opened'; readonly because: RecoveryCause; readonly until: string }
  | { readonly event: 'bug'; readonly where: 'request' | 'upgrade' | 'catalogue'; readonly stack: string }
  /** Anything else, in words. */
  | { readonly event: 'message'; readonly text: string }

export type SavedFile = 'journal' | 'history' | 'access' | 'ballots'
export type Report = (event: HubEvent) => void

/** The same for people: one line, or undefined for what is not worth one. */
export function eventLine(event: HubEvent): string | undefined {
  switch (event.event) {
    case 'hub-started':
    case 'hub-stopped':
    case 'client-refused':
    case 'request-refused':
      return undefined
    case 'saving-stopped':
      return `saving${ofOther(event.file)} stopped: ${event.code}`
    case 'saving-works':
      return `saving${ofOther(event.file)} works again`
    case 'file-torn':
      return `a ${nameOf(event.file)} ended in an unfinished record, which was cut off`
    case 'file-damaged':
      return `a ${nameOf(event.file)} was damaged: it was read up to there, and a copy was kept as it was (.damaged)`
    case 'compacting-failed':
      return `compacting failed: ${event.code}`
    case 'room-not-loaded':
      return `a room could not be loaded: ${event.code}`
    case 'room-broken':
      return `bug in a room, which is loaded again: ${event.stack}`
    case 'record-problem':
      return `the records are not as they were written: ${event.kind}`
    case 'closed-unsaved':
      return 'closing without having saved everything'
    case 'recovery-opened':
      return `recovery is open until ${event.until}, ${CAUSES[event.because]}: windows may bring back what the hub lost`
    case 'bug':
      return `bug in ${{ upgrade: 'an upgrade', request: 'a request', catalogue: 'the catalogue' }[event.where]}: ${event.stack}`
    case 'message':
      return event.text
  }
}

const CAUSES: Readonly<Record<RecoveryCause, string>> = {
  restored: 'after a restore',
  'taken-over': 'because this hub has taken over',
  'unclean-end': 'because the hub did not end as it should',
  'journal-cut': 'because a journal ended in an unfinished record',
  'journal-damaged': 'because a journal was damaged',
}

/** Where events go: as they are to whoever asks for them so, otherwise in words to the log. */
export function reporter({ log, onEvent }: { readonly log: (line: string) => void; readonly onEvent?: Report }): Report {
  if (onEvent) return onEvent
  return (event) => {
    const line = eventLine(event)
    if (line !== undefined) log(line)
  }
}

function ofOther(file: SavedFile): string {
  return { journal: '', history: ' the history', access: ' who may enter', ballots: ' sealed ballots' }[file]
}

function nameOf(file: SavedFile | 'ledger'): string {
  return { journal: 'journal', history: 'record history', access: 'list of who may enter', ballots: 'file of sealed ballots', ledger: 'ledger of records' }[file]
}

/**
 * Where a bug happened. Of its message only what the language itself says: others may quote what somebody sent or wrote.
 */
export function stackOf(error: unknown): string {
  if (!(error instanceof Error)) return typeof error
  const isOfLanguage = [TypeError, ReferenceError, RangeError].some((kind) => error.constructor === kind)
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).map(frameOf)
  return [isOfLanguage ? `${error.name}: ${error.message}` : error.name, ...frames].join('\n')
}

/** Without the folder: folders may be named after people. */
function frameOf(line: string): string {
  const [, name, inName, alone] = /^\s+at (?:(.+?) \((.+)\)|(.+))$/.exec(line) ?? []
  const file = (inName ?? alone ?? '').split(/[/\\]/).at(-1)
  return name === undefined ? ` at ${file}` : ` at ${name} (${file})`
}
