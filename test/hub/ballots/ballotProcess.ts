import * as nodeFiles from 'node:fs/promises'
import { createInterface } from 'node:readline'
import type { BallotFiles } from '../../../electron/hub/ballots/BallotBox.ts'
import { createHub } from '../../../electron/hub/createHub.ts'
import { DISK, type JournalFiles } from '../../../electron/hub/rooms/journalFiles.ts'

/**
 * Runs in a process of its own: a hub on the folder of its argument. After a line `N` on stdin the process ends, as by a
 * power cut, when it is about to do the Nth thing from then on that changes a file of the rooms or the ballots; after
 * `N torn`, in the middle of the Nth writing.
 */
const plan = { left: Number.POSITIVE_INFINITY, isTorn: false }

/** @returns whether this is where it ends, in the middle. */
function isLast(canTear: boolean): boolean {
  if ((plan.isTorn && !canTear) || plan.left-- > 0) return false
  if (!plan.isTorn) process.kill(process.pid, 'SIGKILL')
  return true
}

function die<T>(value: T): T {
  process.kill(process.pid, 'SIGKILL')
  return value
}

const files: JournalFiles = {
  ...DISK,
  write: (descriptor, bytes, offset, position) => {
    const half = bytes.subarray(0, offset + Math.ceil((bytes.length - offset) / 2))
    return isLast(true) ? die(DISK.write(descriptor, half, offset, position)) : DISK.write(descriptor, bytes, offset, position)
  },
  sync: (descriptor) => void (isLast(false) || DISK.sync(descriptor)),
  syncSoon: (descriptor, done) => void (isLast(false) || DISK.syncSoon(descriptor, done)),
  rename: (from, to) => void (isLast(false) || DISK.rename(from, to)),
  remove: (path) => void (isLast(false) || DISK.remove(path)),
}

const ballotFiles: BallotFiles = {
  ...nodeFiles,
  open: async (path, flags, mode) => {
    isLast(false)
    const handle = await nodeFiles.open(path, flags, mode)
    const write = handle.write.bind(handle) as (bytes: Uint8Array, offset: number, length: number) => ReturnType<typeof handle.write>
    const sync = handle.sync.bind(handle)
    const written = async (bytes: Uint8Array, offset: number, length: number) => (isLast(true) ? die(await write(bytes, offset, Math.ceil(length / 2))) : write(bytes, offset, length))
    Object.assign(handle, { write: written })
    handle.sync = async () => void (isLast(false) || (await sync()))
    return handle
  },
  rename: async (from, to) => void (isLast(false) || (await nodeFiles.rename(from, to))),
  rm: async (path, options) => void (isLast(false) || (await nodeFiles.rm(path, options))),
}

const dataDir = process.argv[2] ?? ''
/** The scenes' clock: by today's their sessions are over. */
const NOON = new Date('2026-03-05T12:00:00+08:00')
const started = await createHub(
  { dataDir, host: '127.0.0.1', port: 0, rendererDir: dataDir, allowOrigins: [], workspace: { name: '会商', language: 'zh-CN' }, log: () => undefined, now: () => NOON },
  { files, ballotFiles },
)
if (!started.ok) throw new Error(started.error.kind)
process.stdout.write(`${started.value.url}\n`)
for await (const line of createInterface({ input: process.stdin })) {
  const [count, how] = line.split(' ')
  Object.assign(plan, { left: Number(count), isTorn: how === 'torn' })
  process.stdout.write('armed\n')
}
