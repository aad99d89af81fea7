import { join } from 'node:path'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { DIRECTORY_ROOM } from '../../shared/model/DirectoryDocument.ts'
import { openMeetingDocument } from '../../shared/model/MeetingDocument.ts'
import type { AccessStore } from './access/AccessStore.ts'
import { openAccess } from './access/openAccess.ts'
import { openArchive, type HubArchive } from './archive/openArchive.ts'
import { BallotBox } from './ballots/BallotBox.ts'
import { SilentRounds } from './ballots/SilentRounds.ts'
import type { HubOptions, HubStartError, HubSubstitutes } from './createHub.ts'
import { Directory, hubContext } from './Directory.ts'
import type { Report } from './inside/events.ts'
import { HubMeter } from './inside/HubMeter.ts'
import { Meetings } from './meetings/Meetings.ts'
import { isFrozen, isMeetingRoom, meetingIdOf, namedRoom, sectionsOfRoom } from './meetings/namedRoom.ts'
import { Recovery, RECOVERY_NAME } from './Recovery.ts'
import { DISK } from './rooms/journalFiles.ts'
import { presentAs } from './rooms/presentAs.ts'
import { roomRules } from './rooms/roomRules.ts'
import { Rooms } from './rooms/Rooms.ts'
import { Saving } from './rooms/Saving.ts'
import type { RunMark } from './RunMark.ts'

const ROOM_IDLE_MS = 60_000

/** Options as the parts of the hub get them: `log` is one of the ways to report. */
export interface Reporting extends HubOptions {
  readonly report: Report
}

export interface OpenWorkspace {
  readonly access: AccessStore
  readonly rooms: Rooms
  readonly directory: Directory
  readonly meetings: Meetings
  readonly silentRounds: SilentRounds
  readonly archive: HubArchive
  readonly recovery: Recovery
  readonly meter: HubMeter
  readonly isNew: boolean
  readonly isHosting: () => boolean
}

/** Everything of a workspace but its doors. @throws the system's error if the folder cannot be read or written */
export async function openWorkspace(options: Reporting, substitutes: HubSubstitutes, mark: RunMark): Promise<Result<OpenWorkspace, HubStartError>> {
  const { dataDir, log, report, now } = options
  const saving = new Saving()
  const access = await openAccess({ dataDir, now, report, saving })
  if (!access.ok) return access
  const recovery = await Recovery.open({ path: join(dataDir, RECOVERY_NAME), now, report })
  if (await mark.begin()) await recovery.begin('unclean-end')
  const meter = new HubMeter((reason) => report({ event: 'client-refused', reason }))
  const { files = DISK, roomIdleMs = ROOM_IDLE_MS, ballotFiles } = substitutes
  const box = await BallotBox.open({ folder: join(dataDir, 'ballots'), report, files: ballotFiles })
  const rooms = new Rooms({
    folder: join(dataDir, 'rooms'),
    files,
    report,
    now,
    saving,
    meter,
    idleMs: roomIdleMs,
    onLoss: (end) => void recovery.begin(end === 'torn' ? 'journal-cut' : 'journal-damaged'),
    onLoaded: (name, doc) => {
      if (!isMeetingRoom(name)) return
      const meeting = openMeetingDocument(doc)
      meetings.watch(meetingIdOf(name), meeting)
      silentRounds.watch(meetingIdOf(name), meeting)
    },
    onReplaced: (name) => void (name === DIRECTORY_ROOM && rooms.use(name).then((again) => again.ok && directory.adopt(again.value))),
    rulesOf: (name, doc, isWritable) => ({
      rules: roomRules(
        { access: access.value, namedRoom: (room) => namedRoom(room, { meetings, directory }), isFrozen: (room) => isFrozen(room, meetings), isRecovering: () => recovery.isOpen() },
        { name, doc, isWritable },
      ),
      sections: sectionsOfRoom(name),
      presentAs: presentAs(access.value),
    }),
  })
  const lease = await rooms.use(DIRECTORY_ROOM)
  if (!lease.ok) return err(lease.error.kind === 'newer-format' ? lease.error : { kind: 'not-writable', path: dataDir })
  const context = hubContext(now)
  const directory = new Directory(lease.value, context)
  const isHosting = (): boolean => access.value.ownHub?.mode !== 'standby'
  // A copy that has not come yet must not be taken for a new workspace.
  const isNew = isHosting() && directory.ensureWorkspace(options.workspace)
  const keyed = isHosting() ? await access.value.ensureWorkspace(directory.workspace.id) : ok()
  if (!keyed.ok) return err({ kind: 'not-writable', path: dataDir })
  const archive = await openArchive({ dataDir, now, report, secrets: options.secrets, catalogueWorker: options.catalogueWorker, foreignWorker: options.foreignWorker })
  const archiveMeeting = substitutes.archiveMeeting ?? ((meeting) => archive.records.recordMeeting(meeting))
  const meetings = new Meetings({ rooms, directory, context, archiveMeeting, log, isHosting })
  const silentRounds = new SilentRounds({ box, rooms, meetings, context, isHosting })
  if (isHosting()) await meetings.recover()
  silentRounds.lookAgain()
  saving.onChange((works) => works && silentRounds.lookAgain())
  return ok({ access: access.value, rooms, directory, meetings, silentRounds, archive, recovery, meter, isNew, isHosting })
}

/** @returns false if the disk did not take everything. */
export async function closeWorkspace({ rooms, access, meetings, silentRounds, archive }: OpenWorkspace): Promise<boolean> {
  await silentRounds.close()
  await meetings.settle()
  await archive.close()
  const isSaved = await rooms.close('hub-closing')
  await access.close()
  return isSaved
}
