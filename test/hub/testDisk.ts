import { DISK, type JournalFiles } from '../../electron/hub/rooms/journalFiles.ts'

export interface TestDisk {
  refuses: 'nothing' | 'writing' | 'syncing'
  /** Takes three bytes at a time. */
  shortWrites: boolean
}

/** A disk that can be made to refuse. */
export function createTestDisk(): { files: JournalFiles; disk: TestDisk } {
  const disk: TestDisk = { refuses: 'nothing', shortWrites: false }
  const files: JournalFiles = {
    ...DISK,
    write: (descriptor, bytes, offset, position) => {
      if (disk.refuses === 'writing' && offset > 0) throw diskFull()
      // A disk that fills up takes a part first.
      const isShort = disk.shortWrites || disk.refuses === 'writing'
      return DISK.write(descriptor, isShort ? bytes.subarray(0, offset + 3) : bytes, offset, position)
    },
    writeSoon: (descriptor, bytes, offset, position, done) => {
      if (disk.refuses === 'writing') setImmediate(() => done(diskFull(), 0))
      else DISK.writeSoon(descriptor, disk.shortWrites ? bytes.subarray(0, offset + 3) : bytes, offset, position, done)
    },
    sync: (descriptor) => {
      if (disk.refuses !== 'nothing') throw diskFull()
      DISK.sync(descriptor)
    },
    syncSoon: (descriptor, done) => (disk.refuses === 'nothing' ? DISK.syncSoon(descriptor, done) : void setImmediate(() => done(diskFull()))),
  }
  return { files, disk }
}

function diskFull(): Error {
  return Object.assign(new Error('no space left'), { code: 'ENOSPC' })
}
