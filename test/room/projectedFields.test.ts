import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { frozenFrame, projectedFrame, projectionRecords } from '../../shared/room/projector/projectedFrame.ts'
import { PROJECTOR_VIEWS } from '../../shared/schema/floor.ts'
import type { MeetingDocument } from '../../shared/model/MeetingDocument.ts'
import { noteBody } from '../../shared/model/notes.ts'
import { CONSULTED, consultedMeeting } from '../support/consultedMeeting.ts'

type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json }
type Field = Json | Y.Text

/** All that may stand on the big screen as somebody has written it. Whatever else is said there is a number or one of our own words. */
const SHOWN = [
  'agenda.ask', 'agenda.title', 'departments.name', 'gateVerdicts.reason', 'gates.name', 'info.title', 'options.title', 'resolutions.text', 'rounds.frame.options.title', 'speakerRequests.name',
]
const SECRET_NUMBER = 61.8033

/** A value with its name in the place of every text in it. */
function marked(value: Json, name: string): Json {
  if (typeof value === 'string') return `⟦${name}⟧`
  if (Array.isArray(value)) return value.map((one: Json) => marked(one, name))
  // Ids inside stay: without them nothing would belong together.
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, /^id$|Id$/.test(key) ? inner : marked(inner, `${name}.${key}`)]))
  return value
}

/** Writes its own name into every field of every record that takes a text. @returns the names of those that did. */
function markAll(meeting: MeetingDocument): Set<string> {
  const names = new Set<string>()
  for (const section of meeting.doc.share.keys()) {
    if (section === 'notes' || section === 'projector') continue
    const isValid = (id: string): boolean => (meeting[section as 'options'].get(id) as unknown) !== undefined
    for (const [id, record] of meeting.doc.getMap<Y.Map<Field>>(section)) {
      for (const [key, before] of record.entries()) {
        const name = `${section}.${key}`
        if (/Id$|Ids$/.test(key) || key === 'id') continue
        if (before instanceof Y.Text) {
          before.delete(0, before.length)
          before.insert(0, `⟦${name}⟧`)
          names.add(name)
        } else if (name === 'rounds.frame') {
          const { options, criteria, ...rest } = JSON.parse(String(before)) as { options: Json; criteria: Json }
          record.set(key, JSON.stringify({ ...rest, options: marked(options, `${name}.options`), criteria: marked(criteria, `${name}.criteria`) }))
        } else if (typeof before === 'string' || Array.isArray(before)) {
          record.set(key, marked(before as Json, name))
          if (isValid(id)) names.add(name)
          else record.set(key, before)
        }
      }
    }
  }
  return names
}

/** Everything happened, and a second round is still sealed, though its ballots are in the document already. */
function scene() {
  const meeting = consultedMeeting()
  const round = meeting.rounds.list()[0]
  const ballot = meeting.ballots.list()[0]
  if (!round || !ballot) throw new Error('no round')
  const { itemId } = round
  meeting.rounds.insert({ ...round, id: 'sealed', number: 2, revealedAt: null, revealedBy: null })
  meeting.ballots.insert({ ...ballot, id: 'sealed', roundId: 'sealed', scores: ballot.scores.map((score) => ({ ...score, value: SECRET_NUMBER })), remark: 'sealed' })
  noteBody(meeting, itemId)?.push([new Y.XmlText('⟦notes⟧')])
  const marks = markAll(meeting)
  return { meeting, itemId, marks }
}

function everyFrame({ meeting, itemId }: ReturnType<typeof scene>): string {
  const records = projectionRecords(meeting, CONSULTED.map((department) => ({ ...department, name: '⟦departments.name⟧' })))
  if (!records) throw new Error('no meeting')
  return PROJECTOR_VIEWS.flatMap((view) =>
    [true, false].flatMap((isBlank) => [itemId, null].map((id) => {
      const frame = projectedFrame(records, { itemId: id, view, isFrozen: false, isBlank })
      return JSON.stringify([frame, frozenFrame(frame, 1_800_000_000_000)])
    })),
  ).join('\n')
}

test('[C7][M13] of everything that is written in a meeting, the big screen gets ten things and no other', () => {
  const set = scene()
  const frames = everyFrame(set)
  const shown = new Set([...frames.matchAll(/⟦([^⟧]+)⟧/g)].map(([, name]) => name))
  expect([...shown].toSorted()).toEqual(SHOWN)
  // The test would be worth little if it marked little.
  expect(set.marks.size).toBeGreaterThan(40)
  for (const name of ['ballots.remark', 'dossiers.background', 'dossiers.note', 'papers.name', 'positions.reason', 'positions.conditions', 'conditionEvents.note', 'positionAnswers.text', 'attendance.name', 'options.detail', 'countersigns.remark', 'adoptions.reason', 'criteria.name'])
    expect(set.marks).toContain(name)
})

test('[C7][M13] no frame holds a sealed score, nor anybody’s own', () => {
  const set = scene()
  const frames = everyFrame(set)
  expect(frames).not.toContain(String(SECRET_NUMBER))
  const ids = ['agenda', 'attendance', 'ballots', 'options', 'positions', 'resolutions', 'rounds'].flatMap((section) => [...set.meeting.doc.getMap(section).keys()])
  expect(ids.filter((id) => frames.includes(`"${id}"`))).toEqual([])
})
