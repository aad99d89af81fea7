import { deflateRawSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { storedZip } from '../../electron/hub/archive/proof/storedZip.ts'
import { bundleFiles } from '../../renderer/src/features/archive/importing/bundleFiles.ts'
import { ImportQueue, type ImportState } from '../../renderer/src/features/archive/importing/ImportQueue.ts'
import { err } from '../../shared/lib/result.ts'

const DATABASE = new TextEncoder().encode('SQLite format 3\0 and more')
const PROOF = { 'entry.json': 'a line', 'proof.json': '{}', 'checkpoint.note': 'a note' }
const PROVEN = { entry: 'a line', proof: '{}', checkpoint: 'a note' }

function file(name: string, content: Uint8Array | string): File {
  return new File([new Uint8Array(Buffer.from(content))], name)
}

function zipOf(files: Record<string, Uint8Array | string>): Buffer {
  return storedZip('20260305-m1', Object.entries(files).map(([name, content]) => ({ name, bytes: Buffer.from(content) })))
}

/** The same with its first file packed as other programs pack it; only what is read of the headers is right. */
function packed(name: string, content: Uint8Array, claimed = content.length): Buffer {
  const zip = zipOf({ [name]: deflateRawSync(content) })
  const header = zip.indexOf(Buffer.from([0x50, 0x4b, 1, 2]))
  zip.writeUInt16LE(8, header + 10)
  zip.writeUInt32LE(claimed, header + 24)
  return zip
}

/** What would be sent of files chosen together, or why nothing is. */
async function sent(...files: readonly File[]): Promise<unknown[]> {
  return Promise.all(
    bundleFiles(files).map(async ({ open }) => {
      const bundle = await open()
      return bundle.ok ? [bundle.value.name, Buffer.from(await bundle.value.file.arrayBuffer()).equals(DATABASE), bundle.value.proof] : bundle.error.kind
    }),
  )
}

test('[A8] an export is taken as it comes: the record alone, its ZIP, a ZIP packed anew, or its files chosen together', async () => {
  const loose = Object.entries(PROOF).map(([name, content]) => file(name, content))
  expect({
    alone: await sent(file('m1.sqlite', DATABASE), file('m2.db', DATABASE)),
    zip: await sent(file('x.zip', zipOf({ 'm1.sqlite': DATABASE, ...PROOF, 'verify.html': '<p>' }))),
    withoutProof: await sent(file('x.zip', zipOf({ 'm1.sqlite': DATABASE }))),
    anew: await sent(file('x.zip', packed('m1.sqlite', DATABASE))),
    together: await sent(...loose, file('m1.sqlite', DATABASE), file('verify.html', '<p>')),
  }).toEqual({
    alone: [['m1.sqlite', true, null], ['m2.db', true, null]],
    zip: [['m1.sqlite', true, PROVEN]],
    withoutProof: [['m1.sqlite', true, null]],
    anew: [['m1.sqlite', true, null]],
    together: [['m1.sqlite', true, PROVEN]],
  })
})

test('[A8] what is no archive, half an export, or more than it says never leaves the machine', async () => {
  const whole = zipOf({ 'm1.sqlite': DATABASE, ...PROOF })
  const huge = file('huge.sqlite', DATABASE)
  Object.defineProperty(huge, 'size', { value: 64 * 1024 * 1024 + 1 })
  expect({
    text: await sent(file('a.sqlite', 'JFIF'), file('b.sqlite', '')),
    huge: await sent(huge),
    two: await sent(file('x.zip', zipOf({ 'm1.sqlite': DATABASE, 'm2.sqlite': DATABASE }))),
    cut: await sent(file('x.zip', whole.subarray(0, -30))),
    none: await sent(file('x.zip', zipOf({ 'a.txt': 'x' }))),
    bomb: await sent(file('x.zip', packed('m1.sqlite', new Uint8Array(1e6), 1000))),
    claimsMuch: await sent(file('x.zip', packed('m1.sqlite', DATABASE, 0xffff_ffff))),
    halfInZip: await sent(file('x.zip', zipOf({ 'm1.sqlite': DATABASE, 'entry.json': '{}' }))),
    half: await sent(file('m1.sqlite', DATABASE), file('entry.json', '{}')),
    proofOfTwo: await sent(file('m1.sqlite', DATABASE), file('m2.sqlite', DATABASE), ...Object.entries(PROOF).map(([name, content]) => file(name, content))),
  }).toEqual({
    text: ['not-an-archive', 'not-an-archive'],
    huge: ['too-large'],
    two: ['zip-unreadable'],
    cut: ['zip-unreadable'],
    none: ['zip-unreadable'],
    bomb: ['zip-unreadable'],
    claimsMuch: ['zip-unreadable'],
    halfInZip: ['proof-incomplete'],
    half: ['proof-incomplete'],
    proofOfTwo: ['proof-incomplete', 'proof-incomplete'],
  })
})

test('[A8] files go one after the other; stopping keeps those that wait, and each can be tried again', async () => {
  const asked: string[] = []
  const queue = new ImportQueue(async ({ name }, signal) => {
    asked.push(name)
    if (asked.length === 1) await new Promise((resolve) => signal.addEventListener('abort', resolve))
    return err({ kind: 'archive-refused', message: '', detail: { reason: 'damaged', quarantined: 'quarantine/x' } })
  })
  const states = (): readonly ImportState['state'][] => queue.read().map(({ now }) => now.state)
  queue.add(bundleFiles([file('a', DATABASE), file('b', DATABASE)]))
  await expect.poll(() => asked).toEqual(['a'])
  queue.stop()
  const stopped = states()
  queue.again(1)
  await expect.poll(states).toEqual(['stopped', 'quarantined'])
  queue.again(0)
  await expect.poll(states).toEqual(['quarantined', 'quarantined'])
  queue.clear()
  expect({ stopped, asked, left: queue.read() }).toEqual({ stopped: ['stopped', 'stopped'], asked: ['a', 'b', 'a'], left: [] })
})
