import type { MinutesAction } from './Minutes.ts'
import type { NameBook } from './nameList.ts'
import { readDate } from './readDate.ts'

/**
 * An action as it was written, `Gregg to add examples [recorded in …]`, as task, owners and day. Nobody is an owner who
 * is not known from the meeting, unless the form leaves no doubt (`@ana`, `on Ana`, `张三：…`, `Ana to write`).
 */
export function readAction(written: string, names: NameBook, { isDone = false } = {}): MinutesAction {
  const told = bothEnds(written)
  const due = DUE.exec(told)
  const task = written.replaceAll(NOTES_OF_TOOLS, ' ').replaceAll(/\s+/g, ' ').trim()
  return { task: task === '' ? written.trim() : task, owners: ownersOf(told, bothEnds(task), names), dueOn: due ? (readDate(due[0])?.day ?? null) : null, isDone }
}

const DUE = /(?:\bdue(?: date)?\b|\bby\b|截止|期限|之?前完成)[^\d]{0,12}[^\]）)]{4,24}/i
const NOTES_OF_TOOLS = /\[(?:recorded in|on\s[^\]]{0,100}due|ID:|#?\d{1,6}|ACTION-\d+|DONE|NEW|PENDING|ONGOING|CONTINUES)[^\]]{0,300}\]/gi

/** Names and days stand at the beginning or at the end; what is between may be of any length. */
function bothEnds(text: string): string {
  return text.length <= 2_000 ? text : `${text.slice(0, 1_000)}\n${text.slice(-1_000)}`
}

function ownersOf(written: string, task: string, names: NameBook): readonly string[] {
  for (const owners of [bracketed(written, names), addressed(task, names), charged(task, names)]) if (owners.length > 0) return owners
  return []
}

/** `… [on Ana Lima - due 2009-03-12]`, `… (on Ana)`, `… （张三）`, `… (Ana Lima)` if she is known. */
function bracketed(written: string, names: NameBook): readonly string[] {
  const on = /[[(（](?:on|owner:?|assigned to|负责人[:：]?|责任人[:：]?)\s*([^\])）–]{2,60}?)(?:\s+-\s+due[^\])）]{0,60})?[\])）]/iu.exec(written)?.[1]
  if (on !== undefined) return people(on).map((name) => names.find(name) ?? name)
  const last = /[(（]([^()（）]{2,40})[)）]\s*[.。]?$/u.exec(written)?.[1]
  return last === undefined ? [] : known(people(last), names)
}

/** `Ana: write`, `on Ana: write`, `@ana to write`, `张三：起草`, `- Ana - write`. */
function addressed(task: string, names: NameBook): readonly string[] {
  const at = /^@([\w-]{2,40})\b/.exec(task)?.[1]
  if (at !== undefined) return [names.find(at) ?? at]
  const head = /^(?:on\s+)?([^:：]{2,60})[:：]\s/u.exec(`${task} `)?.[1] ?? /^(\p{Script=Han}{2,4})[:：]/u.exec(task)?.[1]
  if (head === undefined) return []
  const found = known(people(head), names)
  if (found.length > 0) return found
  return /^\p{Script=Han}{2,12}$/u.test(head.trim()) ? [head.trim()] : []
}

/** `Ana, Ben and Cem to write …`, `张伟负责…`; `Ana to write` also if she was not there. */
function charged(task: string, names: NameBook): readonly string[] {
  const chinese = /^(\p{Script=Han}{2,12}(?:、\p{Script=Han}{2,12}){0,5})(?:负责|牵头)/u.exec(task)?.[1]
  if (chinese !== undefined) return people(chinese).map((name) => names.find(name) ?? name)
  const match = /^(.{2,80}?)\s+(?:to|will|should|shall|must|needs to)\s+(\S+)/u.exec(task)
  if (!match) return []
  const [, head = '', next = ''] = match
  const found = known(people(head), names)
  if (found.length > 0) return found
  const isName = /^\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}.'’-]*){0,2}$/u.test(head) || /^(?:the )?(?:chairs?|co-chairs?|editors?|staff|team|authors?|group)$/i.test(head)
  return isName && /^\p{Ll}/u.test(next) && !VERBS.has(head.split(' ')[0]?.toLowerCase() ?? '') ? [head] : []
}

/** `Respond to the group` charges nobody named Respond. */
const VERBS = new Set(
  ('respond reply write talk speak send add go move get listen link refer point propose commit agree attempt try need continue remember want plan decide ask report present ' +
    'reach follow work look open close file update change set make merge convert submit forward explain bring submit return email e-mail mail post publish everyone somebody someone').split(' '),
)

function people(text: string): readonly string[] {
  return text.split(/\s*(?:,|&|\/|、|，|\band\b|\+|和|与)\s*/u).map((name) => name.replace(/^@/, '').trim()).filter((name) => name !== '')
}

/** All of them, or nobody: half a list of names is no list of names. */
function known(called: readonly string[], names: NameBook): readonly string[] {
  const found = called.map((name) => names.find(name))
  return found.every((name) => name !== undefined) ? [...new Set(found)] : []
}
