import type { Clock } from '../../../shared/sync/Clock.ts'
import type { AccessStore } from '../access/AccessStore.ts'
import type { RecordedMeetings } from '../archive/RecordedMeetings.ts'
import type { Directory } from '../Directory.ts'
import type { PaperShelf } from '../papers/PaperShelf.ts'
import type { Rooms } from '../rooms/Rooms.ts'
import type { HubStanding } from './HubStanding.ts'
import type { LinkedArchives } from './linkedArchives.ts'

/** What of a hub its links work on. */
export interface LinkParts {
  readonly rooms: Rooms
  readonly directory: Directory
  readonly access: AccessStore
  readonly archives: LinkedArchives
  readonly papers: PaperShelf
  readonly clock: Clock
  readonly records: Pick<RecordedMeetings, 'takeRecord'>
  readonly standing: Pick<HubStanding, 'own' | 'hear' | 'onChange'>
  readonly now: () => Date
  /** Told when everything that the other hub had is here. */
  readonly onCopied: () => void
  readonly log: (line: string) => void
}

/** The connection under a link; messages arrive in order or not at all. */
export interface Wire {
  send(data: string | Uint8Array): void
  /** Ends it; `reason` is for the other side's log. */
  close(reason: string): void
}
