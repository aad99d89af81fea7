import { join } from 'node:path'
import { AppendFile } from './AppendFile.ts'
import type { JournalFiles } from './journalFiles.ts'
import type { Saving, WatchedFile } from './Saving.ts'
import { tryTo } from './writeAll.ts'

export interface ProbeOptions {
  readonly folder: string
  readonly files: JournalFiles
  readonly saving: Saving
  readonly retryMs?: number | undefined
}

/** As much as no file system puts beside a name. */
const PROBE = new Uint8Array(8_192)

/**
 * Finds out whether the disk takes anything at all, after one file could not even be opened: nobody goes on trying that one.
 * While it refuses, so does `saving`.
 */
export class DiskProbe {
  readonly #options: ProbeOptions
  #held: { readonly file: AppendFile; readonly saved: WatchedFile } | null = null

  constructor(options: ProbeOptions) {
    this.#options = options
  }

  /** Asking while the answer is being waited for changes nothing. */
  ask(): void {
    if (this.#held) return
    const { folder, files, saving, retryMs } = this.#options
    const saved = saving.file()
    const path = join(folder, 'probe.tmp')
    const file = new AppendFile(
      {
        path,
        files,
        header: PROBE,
        retryMs,
        onSaving: (stoppedBy) => {
          saved.tell(stoppedBy === null)
          if (stoppedBy === null) this.end()
        },
      },
      0,
    )
    this.#held = { file, saved }
    if (file.isWritable) this.end()
  }

  end(): void {
    if (!this.#held) return
    const { file, saved } = this.#held
    this.#held = null
    saved.end()
    file.close()
    tryTo(() => this.#options.files.remove(join(this.#options.folder, 'probe.tmp')))
  }
}
