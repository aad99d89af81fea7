import * as Y from 'yjs'
import type { Clock } from '../Clock.ts'
import { frameReply, frameUpdate } from '../frames.ts'
import { sameBytes } from './sameBytes.ts'

interface Answer {
  readonly vector: Uint8Array
  readonly diff: Uint8Array
  /** How many updates had been noted when it was made. */
  readonly madeAt: number
  reply: Uint8Array | null
  update: Uint8Array | null
}

const MAX_ANSWERS = 16
/** A longer question is not worth comparing with. */
const MAX_VECTOR_BYTES = 8_192
const MAX_TAIL_BYTES = 1024 * 1024
/** What follows an answer may be this long, or half as long as the answer itself. */
const SHORT_TAIL_BYTES = 64 * 1024
const UNUSED_MS = 10_000
const NOTHING = frameReply(Uint8Array.from([0, 0]))

/**
 * Answers to sync step 1. Many ask the same: newcomers have nothing, and after a break all readers have the same. An
 * answer is encoded once and kept, together with the updates since, for as long as somebody asks.
 */
export class JoinCache {
  readonly #doc: Y.Doc
  readonly #clock: Clock
  #answers: Answer[] = []
  /** Framed updates since the oldest answer, and how many had been noted before the first of them. */
  #tail: Uint8Array[] = []
  #tailBytes = 0
  #tailStart = 0
  #usedAt = 0
  #cancel: (() => void) | null = null

  constructor(doc: Y.Doc, clock: Clock) {
    this.#doc = doc
    this.#clock = clock
  }

  /** Every framed update of the document, in order. */
  note(frame: Uint8Array): void {
    if (this.#answers.length === 0) return
    this.#tail.push(frame)
    this.#tailBytes += frame.length
    if (this.#tailBytes > MAX_TAIL_BYTES) this.clear()
  }

  /**
   * What to send to one who has the state `vector`, the last of it a sync step 2.
   * @throws Error if the bytes are no state vector.
   */
  answer(vector: Uint8Array): readonly Uint8Array[] {
    this.#usedAt = this.#clock.now()
    this.#cancel ??= this.#clock.after(UNUSED_MS, () => this.#clearIfUnused())
    const known = this.#answers.find((answer) => sameBytes(answer.vector, vector))
    const tail = known ? this.#tail.slice(known.madeAt - this.#tailStart) : []
    if (known && bytesOf(tail) <= Math.max(SHORT_TAIL_BYTES, known.diff.length / 2)) return framesOf(known, tail)
    if (known) this.#answers = this.#answers.filter((answer) => answer !== known)
    const made: Answer = {
      // Its own copy: the bytes asked with are a part of a larger buffer.
      vector: vector.slice(),
      diff: Y.encodeStateAsUpdate(this.#doc, vector),
      madeAt: this.#tailStart + this.#tail.length,
      reply: null,
      update: null,
    }
    if (vector.length <= MAX_VECTOR_BYTES) this.#keep(made)
    return framesOf(made, [])
  }

  clear(): void {
    this.#cancel?.()
    this.#cancel = null
    this.#answers = []
    this.#forgetTail()
  }

  #keep(answer: Answer): void {
    this.#answers.push(answer)
    if (this.#answers.length > MAX_ANSWERS) this.#answers.shift()
  }

  #forgetTail(): void {
    this.#tailStart += this.#tail.length
    this.#tail = []
    this.#tailBytes = 0
  }

  #clearIfUnused(): void {
    this.#cancel = null
    const left = this.#usedAt + UNUSED_MS - this.#clock.now()
    if (left > 0) this.#cancel = this.#clock.after(left, () => this.#clearIfUnused())
    else this.clear()
  }
}

/** Whoever asked is synced with the last frame: by then they have everything. */
function framesOf(answer: Answer, tail: readonly Uint8Array[]): readonly Uint8Array[] {
  if (tail.length === 0) return [(answer.reply ??= frameReply(answer.diff))]
  return [(answer.update ??= frameUpdate(answer.diff)), ...tail, NOTHING]
}

function bytesOf(frames: readonly Uint8Array[]): number {
  return frames.reduce((sum, frame) => sum + frame.length, 0)
}
