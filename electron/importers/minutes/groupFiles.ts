/** What a file is by its name. */
type FileKind = 'page' | 'markdown' | 'text' | 'log' | 'transcript' | 'other'

/** The files of one meeting; transcripts hold many, one to a line, and stand together by their folder. */
export type FileGroup<T> =
  | { readonly kind: 'minutes'; readonly main: T; readonly log: T | null; readonly doubles: readonly T[] }
  | { readonly kind: 'transcripts'; readonly files: readonly T[] }

export function fileKind(name: string): FileKind {
  const base = baseOf(name)
  if (base.startsWith('.')) return 'other'
  if (/\.(?:jsonl|ndjson)(?:\.gz)?$/.test(base)) return 'transcript'
  if (base.endsWith('.log') || /(?:^|[-_.])irc(?:\.txt)?$/.test(base)) return 'log'
  if (/\.x?html?$/.test(base)) return 'page'
  if (/\.(?:md|markdown)$/.test(base)) return 'markdown'
  return /\.te?xt$/.test(base) ? 'text' : 'other'
}

/** In the order of names. The same meeting in several forms counts once: as page, else as Markdown, else as text. */
export function groupFiles<T extends { readonly name: string }>(files: readonly T[]): readonly FileGroup<T>[] {
  const folders = new Map<string, T[]>()
  for (const file of files.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const folder = file.name.slice(0, file.name.lastIndexOf('/') + 1)
    folders.set(folder, [...(folders.get(folder) ?? []), file])
  }
  return [...folders.values()].flatMap(groupFolder)
}

function groupFolder<T extends { readonly name: string }>(files: readonly T[]): readonly FileGroup<T>[] {
  const of = (kind: FileKind): readonly T[] => files.filter(({ name }) => fileKind(name) === kind)
  const byStem = new Map<string, T[]>()
  for (const file of [...of('page'), ...of('markdown'), ...of('text')]) {
    const stem = stemOf(file.name)
    byStem.set(stem, [...(byStem.get(stem) ?? []), file])
  }
  const logs = new Map<string, T[]>()
  for (const log of of('log')) {
    const stem = stemOf(log.name)
    // `irc.log` beside the only minutes of a folder, whatever they are called.
    const own = byStem.has(stem) || byStem.size !== 1 || stem !== '' ? stem : ([...byStem.keys()][0] ?? '')
    logs.set(own, [...(logs.get(own) ?? []), log])
  }
  const groups = [...new Set([...byStem.keys(), ...logs.keys()])].flatMap((stem): FileGroup<T>[] => {
    const [main, ...doubles] = byStem.get(stem) ?? []
    const [log, ...otherLogs] = logs.get(stem) ?? []
    if (main) return [{ kind: 'minutes', main, log: log ?? null, doubles: [...doubles, ...otherLogs] }]
    return log ? [{ kind: 'minutes', main: log, log: null, doubles: otherLogs }] : []
  })
  const transcripts = of('transcript')
  return transcripts.length > 0 ? [...groups, { kind: 'transcripts', files: transcripts }] : groups
}

/** `index.html`, `minutes.md`, `irc.log` are all of the folder's own meeting; `12-foo-minutes.html` and `12-foo-irc` of one. */
function stemOf(name: string): string {
  const base = baseOf(name).replace(/\.(?:x?html?|md|markdown|te?xt|log)$/, '')
  return base.replace(/[-_.]?(?:minutes|transcript|irc|raw|log|notes)$/, '').replace(/^(?:index|readme)$/, '')
}

function baseOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1).toLowerCase()
}
