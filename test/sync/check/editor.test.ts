import { getSchema } from '@tiptap/core'
import { Node } from '@tiptap/pm/model'
import { StarterKit } from '@tiptap/starter-kit'
import { updateYFragment, yXmlFragmentToProsemirrorJSON } from '@tiptap/y-tiptap'
import { expect, test } from 'vitest'
import { noteBody } from '../../../shared/model/notes.ts'
import { below, pick, seeded } from '../../support/seeded.ts'
import { CheckedMeeting, type Participant } from './CheckedMeeting.ts'

const schema = getSchema([StarterKit.configure({ undoRedo: false, link: false })])

interface Json {
  readonly type: string
  readonly attrs?: Readonly<Record<string, unknown>>
  readonly content?: readonly Json[]
  readonly text?: string
  readonly marks?: readonly Json[]
}

function someText(random: () => number): Json[] {
  return Array.from({ length: 1 + below(random, 3) }, () => {
    if (below(random, 8) === 0) return { type: 'hardBreak' }
    const marks = ['bold', 'italic', 'strike', 'underline'].filter(() => below(random, 4) === 0).map((type) => ({ type }))
    return { type: 'text', text: pick(random, ['渣土车', 'words ', '😀', 'night']), ...(marks.length > 0 ? { marks } : {}) }
  })
}

function someBlock(random: () => number, depth = 0): Json {
  const kind = below(random, depth > 2 ? 3 : 7)
  if (kind === 0) return { type: 'heading', attrs: { level: 1 + below(random, 3) }, content: someText(random) }
  if (kind < 3) return { type: 'paragraph', content: someText(random) }
  if (kind === 3) return { type: 'blockquote', content: [someBlock(random, depth + 1)] }
  if (kind === 4) return { type: 'horizontalRule' }
  if (kind === 5) return { type: 'codeBlock', content: [{ type: 'text', text: 'code' }] }
  const item = (): Json => ({ type: 'listItem', content: [{ type: 'paragraph', content: someText(random) }, someBlock(random, depth + 1)] })
  return { type: pick(random, ['bulletList', 'orderedList']), content: [item(), item()] }
}

/** What an editor shows, changed somewhere, and written back as its binding does. */
function edit({ meeting }: Participant, itemId: string, random: () => number): void {
  const body = noteBody(meeting, itemId)
  if (!body) return
  const shown = (yXmlFragmentToProsemirrorJSON(body) as unknown as Json).content ?? []
  const at = below(random, shown.length + 1)
  const kind = below(random, 3)
  const content = kind === 0 ? shown.toSpliced(at, 1) : kind === 1 ? shown.toSpliced(at, 0, someBlock(random)) : shown.toSpliced(at, 1, someBlock(random))
  const wanted = Node.fromJSON(schema, { type: 'doc', content: content.length > 0 ? content : [{ type: 'paragraph' }] })
  meeting.doc.transact(() => updateYFragment(meeting.doc, body, wanted, { mapping: new Map(), isOMark: new Map() }))
}

test.each([1, 2, 3, 4, 5, 6])('[H2] what the editor of notes writes passes, from several at once and after a while offline (seed %i)', (seed) => {
  const random = seeded(seed)
  const room = new CheckedMeeting()
  const itemId = room.hub.agenda.list()[0]?.id ?? ''
  const [a, b] = [room.join('a', 'delegate', 'd1'), room.join('b', 'coordinator')]
  const observer = room.join('me', 'observer')
  for (let round = 0; round < 12; round++) {
    if (round % 4 === 0) b.disconnect()
    for (const author of [a, b]) edit(author, itemId, random)
    if (round % 4 === 2) b.reconnect()
  }
  b.reconnect()
  const refused = [a, b, observer].flatMap((each) => each.answers()).filter((answer) => answer !== 'allowed' && answer !== 'known')
  const bodies = [a.meeting, b.meeting, observer.meeting, room.hub].map((meeting) => noteBody(meeting, itemId)?.toString())
  expect([refused, new Set(bodies).size, (bodies[0]?.length ?? 0) > 50]).toEqual([[], 1, true])
})
