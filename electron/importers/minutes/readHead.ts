import type { NoteBlock } from '../noteBlocks.ts'
import { paragraph } from '../noteBlocks.ts'
import type { Line } from './Line.ts'
import type { MinutesPerson } from './Minutes.ts'
import { NameBook, nameList } from './nameList.ts'
import { fieldOf, type Field } from './words.ts'

/** What the head of minutes says of the meeting as a whole. */
export interface Head {
  readonly people: readonly MinutesPerson[]
  readonly names: NameBook
  readonly about: readonly NoteBlock[]
  readonly values: (field: Field) => readonly string[]
}

/** Field lines, wherever they stand. `nicknames` come from a log of the same meeting, `speakers` from its body. */
export function readHead(lines: readonly Line[], nicknames: ReadonlyMap<string, string>): Head {
  const byField = new Map<Field, string[]>()
  for (const line of lines) {
    const field = line.kind === 'field' ? fieldOf(line.name) : null
    if (line.kind !== 'field' || field === null) continue
    byField.set(field, [...(byField.get(field) ?? []), ...line.values.map(({ text }) => text)])
  }
  const values = (field: Field): readonly string[] => byField.get(field) ?? []
  const namesOf = (field: Field): readonly string[] => [...new Set(values(field).flatMap(nameList))]
  const listed = new NameBook((['present', 'guests', 'regrets'] as const).flatMap(namesOf), nicknames)
  const people = peopleOf(namesOf, listed)
  const unlisted = (['scribe', 'organizer'] as const).flatMap(namesOf).filter((name) => listed.find(name) === undefined)
  const names = new NameBook([...new Set([...people.map(({ name }) => name), ...unlisted])], nicknames)
  return { people, names, about: aboutOf(lines), values }
}

/** Who chaired or wrote is often named shorter than in the list of those present. */
function peopleOf(namesOf: (field: Field) => readonly string[], listed: NameBook): readonly MinutesPerson[] {
  const chairs = namesOf('chair').map((name) => listed.find(name) ?? name)
  const scribes = new Set(namesOf('scribe').map((name) => listed.find(name) ?? name))
  const people = new Map<string, MinutesPerson>()
  const add = (name: string, role: MinutesPerson['role'], status: MinutesPerson['status']): void =>
    void (people.has(name) || people.set(name, { ...withDepartment(name), role, status }))
  for (const name of namesOf('present')) add(name, chairs.includes(name) ? 'chair' : scribes.has(name) ? 'secretary' : 'delegate', 'present')
  // Who chaired was there, whether or not the list of those present says so.
  for (const name of chairs) add(name, 'chair', 'present')
  for (const name of namesOf('guests')) add(name, 'observer', 'in-attendance')
  for (const name of namesOf('regrets')) add(name, 'delegate', 'leave')
  return [...people.values()]
}

/** `李明（城管局）`, but not `李明（线上）`: what stands in brackets has to be called like an office. */
function withDepartment(listed: string): Pick<MinutesPerson, 'name' | 'department'> {
  const [, name = '', department = ''] = /^(\p{Script=Han}{2,4})\s*[（(]([^()（）]{2,40})[)）]$/u.exec(listed) ?? []
  return /[局委办院处科司部队所室厅站校会街镇乡区社中心政府]$/u.test(department) ? { name, department } : { name: listed, department: null }
}

const SHOWN = new Set<Field>(['agenda', 'chair', 'scribe', 'organizer', 'recording'])

function aboutOf(lines: readonly Line[]): readonly NoteBlock[] {
  return lines.flatMap((line) => {
    const field = line.kind === 'field' ? fieldOf(line.name) : null
    if (line.kind !== 'field' || field === null || !SHOWN.has(field) || line.values.length === 0) return []
    return [paragraph(`${line.name}: ${line.values.map(({ text }) => text).join(', ')}`)]
  })
}
