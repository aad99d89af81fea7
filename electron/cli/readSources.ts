import { createHash } from 'node:crypto'
import { gunzipSync } from 'node:zlib'
import { decodeText } from '../importers/minutes/decodeText.ts'
import { fileKind, groupFiles, type FileGroup } from '../importers/minutes/groupFiles.ts'
import type { Minutes, MinutesNotice } from '../importers/minutes/Minutes.ts'
import { readMinutes } from '../importers/minutes/readMinutes.ts'
import { readTranscripts, type TranscriptLine } from '../importers/minutes/readTranscripts.ts'
import { importedId } from './importedId.ts'
import type { MinuteFile, MinuteFiles } from './minuteFiles.ts'

/** One meeting that was read, with where it came from. */
export interface SourceMeeting {
  readonly id: string
  readonly minutes: Minutes
  readonly source: { readonly name: string; readonly sha256: string }
}

/** What is to be said of a file, or of one line of it. */
export interface SourceRow {
  readonly source: string
  /** From 1; null for the whole file. */
  readonly line: number | null
  /** `left-out`: nothing of it was taken over. `assumed`: it was, and something had to be supposed. */
  readonly kept: 'left-out' | 'assumed'
  /** Kebab-case; `docs/import.md` has a sentence for each. */
  readonly reason: string
}

export type SourceItem = { readonly kind: 'meeting'; readonly meeting: SourceMeeting } | { readonly kind: 'row'; readonly row: SourceRow } | { readonly kind: 'done'; readonly bytes: number }

/** Reasons that say that something is broken, rather than none of ours. */
export const DAMAGE: ReadonlySet<string> = new Set(['damaged', 'not-readable', 'not-text', 'not-json', 'unknown-shape', 'unpacks-too-large', 'path-outside', 'too-large', 'too-many-files'])

/** Every meeting in the files, one after the other, and a row for each file or line that is none. */
export async function* readSources({ files, skipped, isNamed }: MinuteFiles): AsyncGenerator<SourceItem> {
  for (const { name, reason } of skipped) yield leftOut(name, null, reason)
  for (const group of groupFiles(files.map((file) => (isNamed && fileKind(file.name) === 'other' ? { ...file, shown: file.name, name: `${file.name}.txt` } : { ...file, shown: file.name })))) {
    if (group.kind === 'minutes') yield* readGroup(group, isNamed)
    else yield* readJsonLines(group.files)
  }
}

type ShownFile = MinuteFile & { readonly shown: string }

async function* readGroup({ main, log, doubles }: Extract<FileGroup<ShownFile>, { kind: 'minutes' }>, isNamed: boolean): AsyncGenerator<SourceItem> {
  for (const { shown } of doubles) yield leftOut(shown, null, 'same-meeting')
  const bytes = await bytesOf(main)
  const logBytes = log && (await bytesOf(log))
  if (log && logBytes === null) yield leftOut(log.shown, null, 'not-readable')
  if (bytes === null) {
    yield leftOut(main.shown, null, 'not-readable')
    return
  }
  const text = decodeText(bytes)
  if (text === null) yield leftOut(main.shown, null, 'not-text')
  else {
    const read = readMinutes({ name: main.name, text, log: logBytes && decodeText(logBytes), isNamed })
    if (!read.ok) yield leftOut(main.shown, null, read.error.kind)
    else {
      const sha256 = sha256Of(bytes)
      yield { kind: 'meeting', meeting: { id: importedId(sha256, 'minutes'), minutes: read.value.minutes, source: { name: main.shown, sha256 } } }
      yield* notices(main.shown, null, read.value.notices)
    }
  }
  yield { kind: 'done', bytes: bytes.length + (logBytes?.length ?? 0) }
}

const MAX_UNPACKED = 256 * 2 ** 20

async function* readJsonLines(files: readonly ShownFile[]): AsyncGenerator<SourceItem> {
  const lines: TranscriptLine[] = []
  const sums = new Map<string, string>()
  for (const file of files) {
    const bytes = await bytesOf(file)
    const unpacked = bytes && unpack(file.name, bytes)
    if (bytes === null || unpacked === null) yield leftOut(file.shown, null, 'not-readable')
    else if (typeof unpacked === 'string') yield leftOut(file.shown, null, unpacked)
    else {
      sums.set(file.shown, sha256Of(bytes))
      const text = decodeText(unpacked)
      if (text === null) yield leftOut(file.shown, null, 'not-text')
      for (const [index, row] of (text ?? '').split('\n').entries()) lines.push({ file: file.shown, line: index + 1, text: row })
    }
    yield { kind: 'done', bytes: file.size }
  }
  const { transcripts, problems } = readTranscripts(lines)
  const told = new Set([...transcripts.map(({ file }) => file), ...problems.flatMap(({ file, reason }) => (reason === 'unknown-shape' ? [] : [file]))])
  // A file without a line of ours, and without a broken one, is of something else.
  for (const file of new Set(problems.map((problem) => problem.file))) if (!told.has(file)) yield leftOut(file, null, 'not-minutes')
  for (const { file, line, reason } of problems) if (told.has(file)) yield leftOut(file, line, reason)
  for (const { record, file, line, minutes } of transcripts) {
    const sha256 = sums.get(file) ?? ''
    yield { kind: 'meeting', meeting: { id: importedId(sha256, record), minutes, source: { name: `${file}#${line}`, sha256 } } }
    yield* notices(file, line, minutes.startsAt === null ? ['start-missing'] : [])
  }
}

function unpack(name: string, bytes: Uint8Array): Uint8Array | 'damaged' | 'unpacks-too-large' {
  if (!name.toLowerCase().endsWith('.gz')) return bytes
  try {
    return gunzipSync(bytes, { maxOutputLength: MAX_UNPACKED })
  } catch (error) {
    return error instanceof RangeError ? 'unpacks-too-large' : 'damaged'
  }
}

async function bytesOf(file: MinuteFile): Promise<Uint8Array | null> {
  return file.read().catch(() => null)
}

function* notices(source: string, line: number | null, reasons: readonly MinutesNotice[]): Generator<SourceItem> {
  for (const reason of reasons) yield { kind: 'row', row: { source, line, kept: 'assumed', reason } }
}

function leftOut(source: string, line: number | null, reason: string): SourceItem {
  return { kind: 'row', row: { source, line, kept: 'left-out', reason } }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
