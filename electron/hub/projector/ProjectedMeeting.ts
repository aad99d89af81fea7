import type * as Y from 'yjs'
import { openMeetingDocument, type MeetingDocument } from '../../../shared/model/MeetingDocument.ts'
import { frozenFrame, projectedFrame, projectionRecords } from '../../../shared/room/projector/projectedFrame.ts'
import type { ProjectedFrame, ProjectorAnswer } from '../../../shared/room/projector/ProjectedFrameSchema.ts'
import type { Clock } from '../../../shared/sync/Clock.ts'
import type { Directory } from '../Directory.ts'
import { sha256Hex } from '../sha256.ts'

export interface ProjectedMeetingOptions {
  readonly doc: Y.Doc
  readonly directory: Pick<Directory, 'departments' | 'follow'>
  readonly now: () => Date
  readonly clock: Clock
}

/** What changes together is shown together, in ms. */
const SETTLE_MS = 60

/** The frames of one meeting as its document changes, for as long as somebody looks. */
export class ProjectedMeeting {
  readonly #options: ProjectedMeetingOptions
  readonly #meeting: MeetingDocument
  readonly #waiting = new Set<() => void>()
  readonly #stops: readonly (() => void)[]
  #callOff: () => void = () => undefined
  #isPending = false
  /** The last frame that nothing held up. */
  #live: ProjectedFrame | undefined
  /** What was there when the chair froze it. Unknown if this hub was not looking then. */
  #kept: ProjectedFrame | undefined
  #shown: Omit<ProjectorAnswer, 'now'>

  constructor(options: ProjectedMeetingOptions) {
    this.#options = options
    this.#meeting = openMeetingDocument(options.doc)
    this.#shown = this.#read()
    const changed = (): void => this.#changed()
    options.doc.on('update', changed)
    this.#stops = [() => options.doc.off('update', changed), options.directory.follow('departments', changed)]
  }

  /** Answers once the frame is another than `version`, or as it is after `patience` ms. */
  async next(version: string, patience: number): Promise<ProjectorAnswer> {
    if (this.#shown.version === version) await this.#wait(patience)
    return { ...this.#shown, now: this.#options.now().getTime() }
  }

  /** Lets everybody go who waits. */
  release(): void {
    for (const go of this.#waiting) go()
  }

  close(): void {
    for (const stop of this.#stops) stop()
    this.#callOff()
    this.release()
  }

  #wait(patience: number): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        callOff()
        this.#waiting.delete(go)
        resolve()
      }
      const callOff = this.#options.clock.after(patience, go)
      this.#waiting.add(go)
    })
  }

  #changed(): void {
    if (this.#isPending) return
    this.#isPending = true
    this.#callOff = this.#options.clock.after(SETTLE_MS, () => {
      this.#isPending = false
      const next = this.#read()
      if (next.version === this.#shown.version) return
      this.#shown = next
      this.release()
    })
  }

  #read(): Omit<ProjectorAnswer, 'now'> {
    const frame = this.#frame()
    return { version: sha256Hex(JSON.stringify(frame)).slice(0, 32), frame }
  }

  #frame(): ProjectedFrame {
    const records = projectionRecords(this.#meeting, this.#options.directory.departments.list())
    const projector = this.#meeting.projector.list()[0]
    const nothing = { title: records?.info.title ?? '', isFrozen: projector?.isFrozen ?? false, isBlank: projector?.isBlank ?? false, content: null }
    if (!records) return nothing
    if (projector?.isFrozen) this.#kept ??= this.#live && frozenFrame(this.#live, this.#options.now().getTime())
    else {
      this.#kept = undefined
      this.#live = projectedFrame(records, projector && { ...projector, isBlank: false })
    }
    return (projector?.isBlank ? undefined : (this.#kept ?? (projector?.isFrozen ? undefined : this.#live))) ?? nothing
  }
}
