/**
 * Whether the disk takes what a hub writes. One file that it refuses speaks for all: what is full for one of them is full
 * for the next, and nobody is to be told that they are safe before it is known.
 */
export class Saving {
  readonly #refused = new Set<object>()
  readonly #listeners = new Set<(works: boolean) => void>()

  get works(): boolean {
    return this.#refused.size === 0
  }

  /** For whoever writes a file. */
  file(): WatchedFile {
    const file = { isEnded: false }
    const tell = (isTaken: boolean): void => {
      if (!file.isEnded) this.#note(file, isTaken)
    }
    return {
      tell,
      end: () => {
        tell(true)
        file.isEnded = true
      },
    }
  }

  /** Called at once when the first file is refused, and when the last of them is taken again. @returns a function that stops it. */
  onChange(listener: (works: boolean) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #note(file: object, isTaken: boolean): void {
    const before = this.works
    if (isTaken) this.#refused.delete(file)
    else this.#refused.add(file)
    if (this.works !== before) for (const listener of this.#listeners) listener(this.works)
  }
}

export interface WatchedFile {
  tell(isTaken: boolean): void
  /** The file is no longer written: whether the disk would take it matters no more, whatever is told later. */
  end(): void
}
