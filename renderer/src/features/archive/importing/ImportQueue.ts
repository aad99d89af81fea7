import { ArchiveRefusalSchema, type ImportedArchive } from '../../../../../shared/api.ts'
import type { Result } from '../../../../../shared/lib/result.ts'
import type { Failure } from '../../../hooks/useNotice.ts'
import type { HubError } from '../../../sync/hubClient.ts'
import type { Bundle, BundleError, Chosen } from './bundleFiles.ts'

export type ImportState =
  | { readonly state: 'waiting' }
  /** Bytes that have left this machine, of all that must. */
  | { readonly state: 'sending'; readonly sent: number; readonly all: number }
  /** The hub has it and looks into it. */
  | { readonly state: 'checking' }
  | { readonly state: 'taken'; readonly archive: ImportedArchive }
  /** The hub did not take it and keeps it apart. */
  | { readonly state: 'quarantined'; readonly reason: string }
  | { readonly state: 'not-sent'; readonly reason: BundleError['kind'] }
  | { readonly state: 'failed'; readonly failure: Failure }
  | { readonly state: 'stopped' }

export interface ImportLine {
  readonly number: number
  readonly name: string
  readonly size: number
  readonly now: ImportState
}

export type SendBundle = (bundle: Bundle, signal: AbortSignal, onProgress: (sent: number, all: number) => void) => Promise<Result<ImportedArchive, HubError>>

/** Archives from elsewhere on their way into the workspace, one after the other. */
export class ImportQueue {
  readonly #send: SendBundle
  readonly #listeners = new Set<() => void>()
  readonly #chosen = new Map<number, Chosen>()
  #lines: readonly ImportLine[] = []
  #under: AbortController | null = null
  #isRunning = false

  constructor(send: SendBundle) {
    this.#send = send
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  readonly read = (): readonly ImportLine[] => this.#lines

  add(chosen: readonly Chosen[]): void {
    const lines = chosen.map((file) => {
      const number = this.#chosen.size
      this.#chosen.set(number, file)
      return { number, name: file.name, size: file.size, now: { state: 'waiting' as const } }
    })
    this.#show([...this.#lines, ...lines])
    void this.#run()
  }

  /** Once more what could not be sent or was stopped. */
  again(number: number): void {
    this.#tell(number, { state: 'waiting' })
    void this.#run()
  }

  /** What is under way is broken off and what waits stays here. */
  stop(): void {
    this.#show(this.#lines.map((line) => (isOver(line.now) ? line : { ...line, now: { state: 'stopped' } })))
    this.#under?.abort()
  }

  /** Forgets what is over. */
  clear(): void {
    this.#show(this.#lines.filter(({ now }) => !isOver(now)))
  }

  async #run(): Promise<void> {
    if (this.#isRunning) return
    this.#isRunning = true
    for (let next = this.#next(); next; next = this.#next()) await this.#bring(next.number)
    this.#isRunning = false
  }

  #next(): ImportLine | undefined {
    return this.#lines.find(({ now }) => now.state === 'waiting')
  }

  async #bring(number: number): Promise<void> {
    const gone = new AbortController()
    this.#under = gone
    const tell = (now: ImportState): void => {
      if (!gone.signal.aborted) this.#tell(number, now)
    }
    const chosen = this.#chosen.get(number)
    tell({ state: 'sending', sent: 0, all: chosen?.size ?? 0 })
    const bundle = await chosen?.open()
    if (!bundle || gone.signal.aborted) return
    if (!bundle.ok) return tell({ state: 'not-sent', reason: bundle.error.kind })
    const answer = await this.#send(bundle.value, gone.signal, (sent, all) => tell(sent < all ? { state: 'sending', sent, all } : { state: 'checking' }))
    tell(answer.ok ? { state: 'taken', archive: answer.value } : refused(answer.error))
  }

  #tell(number: number, now: ImportState): void {
    this.#show(this.#lines.map((line) => (line.number === number ? { ...line, now } : line)))
  }

  #show(lines: readonly ImportLine[]): void {
    this.#lines = lines
    for (const listener of this.#listeners) listener()
  }
}

export function isOver({ state }: ImportState): boolean {
  return state !== 'waiting' && state !== 'sending' && state !== 'checking'
}

function refused(error: HubError): ImportState {
  const refusal = ArchiveRefusalSchema.safeParse(error.detail)
  return refusal.success ? { state: 'quarantined', reason: refusal.data.reason } : { state: 'failed', failure: error }
}
