import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { IdSchema } from '../../../shared/schema/values.ts'
import { writeFileAtomic } from '../writeFileAtomic.ts'

/** Whose session a code came from: it is worth nothing once that has ended, or its owner may not show anything any more. */
const CodeSchema = z.object({ hash: z.string().min(1), meetingId: IdSchema, sessionId: IdSchema, personId: IdSchema })
export type ProjectorCode = z.infer<typeof CodeSchema>

/** Of one meeting at once; the oldest goes. */
const MOST_CODES = 8

/** The codes of big screens, as hashes in a file: a hub that starts again in the middle of a meeting shows on. */
export class ProjectorCodes {
  readonly #path: string
  #codes: readonly ProjectorCode[]
  #saved: Promise<void> = Promise.resolve()

  private constructor(path: string, codes: readonly ProjectorCode[]) {
    this.#path = path
    this.#codes = codes
  }

  /** What can't be read holds no code: the chair opens the screen again. */
  static async open(path: string): Promise<ProjectorCodes> {
    const text = await readFile(path, 'utf8').catch(() => '[]')
    return new ProjectorCodes(path, parsed(text))
  }

  find(hash: string): ProjectorCode | undefined {
    return this.#codes.find((code) => code.hash === hash)
  }

  /** It counts at once; returns when the file has it, or can't be written. */
  async add(code: ProjectorCode): Promise<void> {
    const others = this.#codes.filter(({ meetingId }) => meetingId === code.meetingId).slice(1 - MOST_CODES)
    await this.#keep([...this.#codes.filter(({ meetingId }) => meetingId !== code.meetingId), ...others, code])
  }

  /** None counts from here on; returns when the file has it, or can't be written. */
  async removeOf(meetingId: string): Promise<void> {
    await this.#keep(this.#codes.filter((code) => code.meetingId !== meetingId))
  }

  async #keep(codes: readonly ProjectorCode[]): Promise<void> {
    this.#codes = codes
    // One after the other, the last one last. A disk that refuses costs a screen its code at the next start, not now.
    this.#saved = this.#saved.then(() => writeFileAtomic(this.#path, JSON.stringify(codes), { mode: 0o600 })).catch(() => undefined)
    await this.#saved
  }
}

function parsed(text: string): readonly ProjectorCode[] {
  try {
    return z.array(CodeSchema).safeParse(JSON.parse(text)).data ?? []
  } catch {
    return []
  }
}
