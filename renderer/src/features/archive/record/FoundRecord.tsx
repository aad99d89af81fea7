import { useRef, type ReactNode } from 'react'
import type { ArchivedMeeting } from '../../../../../shared/archive/readArchive.ts'
import type { SearchFields } from '../search/searchOf.ts'
import { ArchiveRecord } from './ArchiveRecord.tsx'
import { StepBar } from '../stepping/StepBar.tsx'
import { useSteps, type Pane } from '../stepping/useSteps.ts'

export interface FoundRecordProps {
  readonly archive: ArchivedMeeting
  readonly search: SearchFields
  /** The place it opens at; the empty string for its beginning. */
  readonly at: string
  readonly pane: Pane
  /** The agenda item that alone is shown; null for all. Part of the key, if it changes. */
  readonly only?: string | null
  /** What stands above the record, with the way from one place to the next in it. */
  readonly bar: (steps: ReactNode) => ReactNode
}

/** A record at the very place that was looked for. */
export function FoundRecord({ archive, search, at, pane, only = null, bar }: FoundRecordProps) {
  const record = useRef<HTMLElement>(null)
  const steps = useSteps(record, archive.snapshot, search, at, pane)
  return (
    <>
      {bar(search['q'] && <StepBar q={search['q']} steps={steps} />)}
      <ArchiveRecord archive={archive} record={record} only={only} />
    </>
  )
}
