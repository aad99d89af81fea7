import { useCallback, useEffect, useMemo, useRef } from 'react'
import type { HistoryEntry } from '../../../shared/api.ts'
import { err, ok } from '../../../shared/lib/result.ts'
import { meetingRoom } from '../../../shared/model/DirectoryDocument.ts'
import type { MeetingSection } from '../../../shared/model/MeetingDocument.ts'
import { recordHistory } from '../sync/hubClient.ts'
import { useHubAnswer } from './useHubAnswer.ts'
import { useMeeting } from './useMeeting.ts'
import type { Failure } from './useNotice.ts'
import { usePersonName } from './usePersonName.ts'
import { useRoomState } from './useRoomState.ts'
import { useJoined } from './useSession.ts'

export interface TrailSubject {
  readonly section: MeetingSection
  readonly recordId: string
}

export interface TrailEntry extends HistoryEntry {
  /** Name of the author, or words for the hub and for people who are no longer known. */
  readonly who: string
}

export type Trail =
  | { readonly state: 'asking' }
  /** Without the hub nobody knows; `failure` is set if it is there and did not answer. */
  | { readonly state: 'away'; readonly failure: Failure | null }
  /** Newest first. `isOld`: as it was when the hub was last heard. */
  | { readonly state: 'there'; readonly entries: readonly TrailEntry[]; readonly isOld: boolean }

export interface RecordTrail {
  readonly trail: Trail
  readonly askAgain: () => Promise<void>
}

/** How long a record must rest before its trail is asked for again, in ms. */
const REST = 1500

/**
 * Who changed these records of the open meeting and when. The hub keeps it: offline it is not to be had. Asked again
 * some time after `version` changed, and when the hub is back.
 */
export function useRecordTrail(subjects: readonly TrailSubject[], version: unknown): RecordTrail {
  const { id, connection } = useMeeting()
  const { session } = useJoined()
  const nameOf = usePersonName()
  const isLive = useRoomState(connection).state === 'live'
  const key = JSON.stringify(subjects.map(({ section, recordId }) => [section, recordId]))
  const ask = useCallback(async () => {
    if (!isLive) return err<Failure>({ kind: 'hub-unreachable' })
    const wanted = JSON.parse(key) as readonly [string, string][]
    const answers = await Promise.all(wanted.map(([section, recordId]) => recordHistory(session, meetingRoom(id), section, recordId)))
    const entries: HistoryEntry[] = []
    for (const answer of answers) {
      if (!answer.ok) return answer
      entries.push(...answer.value.entries)
    }
    return ok(entries.toSorted((a, b) => Date.parse(b.to) - Date.parse(a.to)))
  }, [session, id, key, isLive])
  const { answer, askAgain } = useHubAnswer(ask)
  useAskWhenRested(version, askAgain)
  const trail = useMemo((): Trail => {
    if (answer.state === 'asking') return answer
    if (answer.state === 'failed') return { state: 'away', failure: isLive ? answer.failure : null }
    return { state: 'there', entries: answer.value.map((entry) => ({ ...entry, who: nameOf(entry.personId) })), isOld: answer.failure !== null }
  }, [answer, isLive, nameOf])
  return { trail, askAgain }
}

function useAskWhenRested(version: unknown, askAgain: () => Promise<void>): void {
  const asked = useRef(version)
  useEffect(() => {
    if (asked.current === version) return undefined
    asked.current = version
    const timer = setTimeout(() => void askAgain(), REST)
    return () => clearTimeout(timer)
  }, [version, askAgain])
}
