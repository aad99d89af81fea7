import * as Y from 'yjs'
import { below, pick, seeded } from '../../support/seeded.ts'

/** One person's replica: edits here, hears of others only through the hub. */
export interface Replica {
  readonly doc: Y.Doc
  readonly undo: Y.UndoManager
  /** Not yet sent, in order. */
  readonly outbox: Uint8Array[]
}

const HEARD = 'heard'

export function replica(clientId: number): Replica {
  const doc = new Y.Doc()
  doc.clientID = clientId
  const outbox: Uint8Array[] = []
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== HEARD) outbox.push(update)
  })
  const undo = new Y.UndoManager(['issues', 'notes'].map((section) => doc.getMap(section)), { captureTimeout: 0, trackedOrigins: new Set(['own']) })
  return { doc, undo, outbox }
}

export function hear({ doc }: Replica, update: Uint8Array): void {
  Y.applyUpdate(doc, update, HEARD)
}

const RECORDS = ['a', 'b', 'c']
const FIELDS = ['title', 'order', 'status']

type Rec = Y.Map<unknown>

/** One edit of the kinds that commands, editors and undo make, chosen by `seed`. */
export function randomEdit({ doc, undo }: Replica, seed: number): void {
  const random = seeded(seed)
  const kind = below(random, 16)
  if (kind === 0) undo.undo()
  else if (kind === 1) undo.redo()
  else doc.transact(() => write(doc, random, kind), below(random, 5) === 0 ? null : 'own')
}

function write(doc: Y.Doc, random: () => number, kind: number): void {
  const section = pick(random, ['issues', 'issues', 'notes'])
  const root = doc.getMap<Rec>(section)
  const id = pick(random, RECORDS)
  const record = root.get(id)
  if (!record) {
    root.set(id, section === 'notes' ? note() : issue(random))
    if (below(random, 6) === 0) root.delete(id)
  } else if (kind === 2) root.delete(id)
  else if (kind === 3) root.set(id, section === 'notes' ? note() : issue(random))
  else if (section === 'notes') writeNote(record.get('body') as Y.XmlFragment, random)
  else writeIssue(record, random, kind)
}

function issue(random: () => number): Rec {
  return new Y.Map<unknown>([
    ['title', `t${below(random, 9)}`],
    ['detail', new Y.Text('渣土车 dust')],
    ['members', new Y.Map([['m1', true]])],
  ])
}

function note(): Rec {
  return new Y.Map<unknown>([['body', new Y.XmlFragment()]])
}

function writeIssue(record: Rec, random: () => number, kind: number): void {
  const text = record.get('detail')
  const members = record.get('members')
  if (kind < 6) record.set(pick(random, FIELDS), below(random, 4) === 0 ? [below(random, 9), { x: null }] : below(random, 100))
  else if (kind === 6) record.delete(pick(random, FIELDS))
  else if (kind === 7) record.set('detail', new Y.Text('new'))
  else if (kind === 8 && members instanceof Y.Map) {
    const member = `m${below(random, 3)}`
    if (members.has(member)) members.delete(member)
    else members.set(member, true)
  } else if (kind === 9) {
    record.set('title', 'x')
    record.set('title', 'y')
  } else if (text instanceof Y.Text) writeText(text, random)
}

function writeText(text: Y.Text, random: () => number): void {
  const at = below(random, text.length + 1)
  const kind = below(random, 4)
  if (kind === 0 && at < text.length) text.delete(at, 1 + below(random, text.length - at))
  else if (kind === 1 && at < text.length) text.format(at, 1 + below(random, text.length - at), pick(random, [{ bold: true }, { bold: null }, { italic: true }]))
  else text.insert(at, pick(random, ['路', 'ab', '😀', 'long text ']))
}

function writeNote(body: Y.XmlFragment, random: () => number): void {
  const kind = below(random, 5)
  const at = below(random, body.length + 1)
  const child = body.length > 0 ? body.get(below(random, body.length)) : undefined
  if (!(child instanceof Y.XmlElement) || kind === 0) {
    const paragraph = new Y.XmlElement('paragraph')
    paragraph.insert(0, [new Y.XmlText('words')])
    body.insert(at, [paragraph])
  } else if (kind === 1) body.delete(body.length > at ? at : 0, 1)
  else if (kind === 2) child.setAttribute('level', String(below(random, 3)))
  else {
    const text = child.get(0)
    if (text instanceof Y.XmlText) writeText(text, random)
    else child.insert(0, [new Y.XmlText('again')])
  }
}
