import { useEffect, useState } from 'react'
import { changesBetween, type RecordChange } from '../../../../../shared/model/changesBetween.ts'
import { meetingInfo, type MeetingDocument } from '../../../../../shared/model/MeetingDocument.ts'
import { takeSnapshot } from '../../../../../shared/model/snapshot.ts'
import type { Department } from '../../../../../shared/schema/directory.ts'
import type { MeetingSnapshot } from '../../../../../shared/schema/snapshot.ts'
import { useMeeting } from '../../../hooks/useMeeting.ts'
import { useJoined, useSelf } from '../../../hooks/useSession.ts'

export interface ReturnReport {
  /** What others changed while this machine was away; empty for nothing to tell. */
  readonly changes: readonly RecordChange[]
  readonly dismiss: () => void
}

/**
 * Compares the document right before it catches up with the hub (own edits made meanwhile are in it) with what it is
 * right after: the difference is what the others did. Works over a restart too, since the local copy is loaded first.
 */
export function useReturnReport(): ReturnReport {
  const { meeting, connection } = useMeeting()
  const { departments } = useJoined().directory
  const selfId = useSelf().id
  const [changes, setChanges] = useState<readonly RecordChange[]>([])
  useEffect(() => {
    let before: MeetingSnapshot | null = null
    const stops = [
      connection.beforeCatchUp(() => {
        before = snapshotOf(meeting, departments.list())
      }),
      connection.subscribe(() => {
        if (before === null || connection.read().state !== 'live') return
        const after = snapshotOf(meeting, departments.list())
        // To be signed in is one's own coming back.
        const fresh = after ? changesBetween(before, after).filter(({ section, kind, id }) => section !== 'attendance' || kind !== 'added' || id !== selfId) : []
        before = null
        if (fresh.length > 0) setChanges((shown) => [...fresh, ...shown.filter((old) => !fresh.some((change) => isSame(change, old)))])
      }),
    ]
    return () => stops.forEach((stop) => stop())
  }, [meeting, connection, departments, selfId])
  return { changes, dismiss: () => setChanges([]) }
}

function snapshotOf(meeting: MeetingDocument, departments: readonly Department[]): MeetingSnapshot | null {
  return meetingInfo(meeting) ? takeSnapshot(meeting, departments) : null
}

function isSame(a: RecordChange, b: RecordChange): boolean {
  return a.section === b.section && a.id === b.id
}
