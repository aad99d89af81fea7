import * as nodeFiles from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { SealedBallotSchema } from '../../../shared/api.ts'
import { IdSchema } from '../../../shared/schema/values.ts'
import { errorCode, syncFolder } from '../disk.ts'
import type { Report } from '../inside/events.ts'
import { keepAside } from '../keepAside.ts'
import { writeFileAtomic, type AtomicFiles } from '../writeFileAtomic.ts'

/** What is used of `node:fs/promises`; a test passes one that fails. */
export type BallotFiles = AtomicFiles & Pick<typeof nodeFiles, 'mkdir' | 'readdir' | 'readFile'>

const KeptBallotSchema = SealedBallotSchema.extend({ departmentId: IdSchema })
export type KeptBallot = z.infer<typeof KeptBallotSchema>

const FileSchema = z.object({ format: z.literal(1), roundId: IdSchema, meetingId: IdSchema, ballots: z.array(KeptBallotSchema) })
type SealedRound = z.infer<typeof FileSchema>

export interface BallotBoxOptions {
  /** Created if absent. */
  readonly folder: string
  readonly report: Report
  readonly files?: BallotFiles | undefined
}

/**
 * [M13] The sealed ballots of the rounds that this hub opened: one file for each round, that only its owner may read,
 * beside the rooms and in none of them. What a call has answered is on the disk; a crash at any moment leaves a file as
 * it was before or as it is after. Calls come one after the other.
 */
export class BallotBox {
  readonly #options: BallotBoxOptions
  readonly #rounds = new Map<string, SealedRound>()

  /** A file that can't be read is put aside and reported: its round is then one that this hub knows no ballots of. @throws the system's error */
  static async open(options: BallotBoxOptions): Promise<BallotBox> {
    const box = new BallotBox(options)
    await box.#read()
    return box
  }

  private constructor(options: BallotBoxOptions) {
    this.#options = options
  }

  has(roundId: string): boolean {
    return this.#rounds.has(roundId)
  }

  meetingOf(roundId: string): string | undefined {
    return this.#rounds.get(roundId)?.meetingId
  }

  roundsOf(meetingId: string): readonly string[] {
    return [...this.#rounds.values()].filter((round) => round.meetingId === meetingId).map(({ roundId }) => roundId)
  }

  meetings(): ReadonlySet<string> {
    return new Set([...this.#rounds.values()].map(({ meetingId }) => meetingId))
  }

  /** One for each department that gave one, by department. */
  ballots(roundId: string): readonly KeptBallot[] {
    return this.#rounds.get(roundId)?.ballots ?? []
  }

  /** @returns false if the disk refuses; then there is no such round. */
  create(roundId: string, meetingId: string): Promise<boolean> {
    return this.#keep({ format: 1, roundId, meetingId, ballots: [] })
  }

  /** Puts the ballot in the place of the department's last. @returns false if the disk refuses; the last one stays then. */
  put(roundId: string, ballot: KeptBallot): Promise<boolean> {
    const round = this.#rounds.get(roundId)
    if (!round) return Promise.resolve(false)
    const others = round.ballots.filter(({ departmentId }) => departmentId !== ballot.departmentId)
    return this.#keep({ ...round, ballots: [...others, ballot].toSorted((a, b) => (a.departmentId < b.departmentId ? -1 : 1)) })
  }

  /** Once what became of the round is on the disk. @returns false if the disk refuses; the ballots stay sealed here then. */
  async forget(roundId: string): Promise<boolean> {
    const { folder, files = nodeFiles } = this.#options
    const isGone = await files.rm(this.#path(roundId), { force: true }).then(() => true, (error: unknown) => this.#refused(error))
    if (!isGone) return false
    await syncFolder(folder, files)
    this.#rounds.delete(roundId)
    return true
  }

  async #keep(round: SealedRound): Promise<boolean> {
    const { files = nodeFiles } = this.#options
    const isKept = await writeFileAtomic(this.#path(round.roundId), `${JSON.stringify(round)}\n`, { mode: 0o600, files }).then(() => true, (error: unknown) => this.#refused(error))
    if (isKept) this.#rounds.set(round.roundId, round)
    return isKept
  }

  #refused(error: unknown): false {
    const code = errorCode(error)
    if (code === '') throw error
    this.#options.report({ event: 'message', text: `sealed ballots could not be written: ${code}` })
    return false
  }

  async #read(): Promise<void> {
    const { folder, files = nodeFiles, report } = this.#options
    await files.mkdir(folder, { recursive: true, mode: 0o700 })
    for (const name of await files.readdir(folder)) {
      const path = join(folder, name)
      // What a crash left half written was answered to nobody.
      if (name.endsWith('.tmp')) await files.rm(path, { force: true })
      if (!name.endsWith('.json')) continue
      const round = FileSchema.safeParse(parseJson(await files.readFile(path, 'utf8')))
      if (round.success && `${round.data.roundId}.json` === name) this.#rounds.set(round.data.roundId, round.data)
      else {
        await keepAside(path)
        await files.rm(path, { force: true })
        report({ event: 'file-damaged', file: 'ballots' })
      }
    }
  }

  #path(roundId: string): string {
    return join(this.#options.folder, `${roundId}.json`)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
