import { DISK, type JournalFiles } from '../../electron/hub/rooms/journalFiles.ts'

export interface TestDisk {
  refuses: 'nothing' | 'writing' | 'syncing'
  /** The files that it refuses: those whose path has this in it; all unless said. */
  only: string
  /** Takes three bytes at a time. */
  shortWrites: boolean
}

/** A disk that can be made to refuse. */
export function createTestDisk(): { files: JournalFiles; disk: TestDisk } {
  const disk: TestDisk = { refuses: 'nothing', only: '', shortWrites: false }
  const paths = new Map<number, string>()
  const doesRefuse = (descriptor: number, what: 'writing' | 'syncing'): boolean =>
    (disk.refuses === what || (what === 'syncing' && disk.refuses === 'writing')) && (paths.get(descriptor) ?? '').includes(disk.only)
  const files: JournalFiles = {
    ...DISK,
    open: (path, flags) => {
      const descriptor = DISK.open(path, flags)
      paths.set(descriptor, path)
      return descriptor
    },
    write: (descriptor, bytes, offset, position) => {
      if (doesRefuse(descriptor, 'writing') && offset > 0) throw diskFull()
      // A disk that fills up takes a part first.
      const isShort = disk.shortWrites || doesRefuse(descriptor, 'writing')
      return DISK.write(descriptor, isShort ? bytes.subarray(0, offset + 3) : bytes, offset, position)
    },
    writeSoon: (descriptor, bytes, offset, position, done) => {
      if (doesRefuse(descriptor, 'writing')) setImmediate(() => done(diskFull(), 0))
      else DISK.writeSoon(descriptor, disk.shortWrites ? bytes.subarray(0, offset + 3) : bytes, offset, position, done)
    },
    sync: (descriptor) => {
      if (doesRefuse(descriptor, 'syncing')) throw diskFull()
      DISK.sync(descriptor)
    },
    syncSoon: (descriptor, done) => (doesRefuse(descriptor, 'syncing') ? void setImmediate(() => done(diskFull())) : DISK.syncSoon(descriptor, done)),
  }
  return { files, disk }
}

function diskFull(): Error {
  return Object.assign(new Error('no space left'), { code: 'ENOSPC' })
}
