import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { LinkedPapers, PART_BYTES, PART_MS } from '../../../electron/hub/link/LinkedPapers.ts'
import { readFrame, type PaperMessage } from '../../../electron/hub/link/linkMessages.ts'
import { PaperShelf } from '../../../electron/hub/papers/PaperShelf.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'
import { SteppedClock } from '../../support/SteppedClock.ts'
import { eventually } from '../support.ts'

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function bytesOf(length: number): Buffer {
  return Buffer.from(Uint8Array.from({ length }, (_, at) => (at * 7 + (at >> 8)) % 251))
}

/** Two folders and what goes between them; the receiving one asks by its own clock. */
async function twoFolders() {
  const [from, to] = [await emptyFolder(), await emptyFolder()]
  const [source, target] = [new PaperShelf(from), new PaperShelf(to)]
  const told: PaperMessage[] = []
  const bugs: unknown[] = []
  const link = () => {
    const clock = new SteppedClock()
    const ends: { source?: LinkedPapers; target?: LinkedPapers; isCut: boolean } = { isCut: false }
    const parts = { clock, onRefusing: () => undefined, probeDisk: () => undefined, onFailed: (error: unknown) => void bugs.push(error) }
    ends.target = new LinkedPapers({
      ...parts,
      shelf: target,
      tell: (message) => {
        told.push(message)
        if (!ends.isCut) ends.source?.hear(message)
      },
      send: () => undefined,
    })
    ends.source = new LinkedPapers({
      ...parts,
      shelf: source,
      tell: (message) => void (!ends.isCut && ends.target?.hear(message)),
      send: (frame) => {
        const read = readFrame(frame)
        if (read.kind === 'paper' && !ends.isCut) ends.target?.take(read.part)
      },
    })
    const cut = (): void => {
      ends.isCut = true
      ends.source?.end()
      ends.target?.end()
    }
    const settled = async (): Promise<void> => {
      await ends.source?.told()
      await ends.target?.settled()
    }
    return { clock, cut, settled }
  }
  const wanted = () => told.flatMap((message) => (message.type === 'paper-wanted' ? [message.from] : []))
  return { from, to, source, link, told, wanted, bugs }
}

test('[H8] a paper goes over the link one part after the other, each asked for only after a pause, and gets its name once it is whole', async () => {
  const { to, source, link, wanted, bugs } = await twoFolders()
  const bytes = bytesOf(2.5 * PART_BYTES)
  const kept = await source.keep(bytes)
  const { clock, cut, settled } = link()
  for (const [index, from] of [0, PART_BYTES, 2 * PART_BYTES].entries()) {
    await eventually(() => expect(wanted()).toHaveLength(index + 1))
    expect(wanted()[index]).toBe(from)
    if (index === 2) break
    await eventually(() => expect(clock.waiting).toBe(1))
    clock.advance(PART_MS - 1)
    expect([wanted().length, await readdir(join(to, 'papers'))]).toEqual([index + 1, [`${sha256Of(bytes)}.part.tmp`]])
    clock.advance(1)
  }
  await settled()
  expect([kept, await readdir(join(to, 'papers')), await readFile(join(to, 'papers', sha256Of(bytes))), bugs]).toEqual([{ ok: true, value: sha256Of(bytes) }, [sha256Of(bytes)], bytes, []])
  cut()
  expect(clock.waiting).toBe(0)
})

test('[H8] after a broken link the next one goes on where the first ended', async () => {
  const { to, source, link, wanted } = await twoFolders()
  const bytes = bytesOf(3 * PART_BYTES)
  await source.keep(bytes)
  const first = link()
  await eventually(() => expect(first.clock.waiting).toBe(1))
  first.clock.advance(PART_MS)
  await eventually(() => expect(first.clock.waiting).toBe(1))
  first.cut()
  expect(wanted()).toEqual([0, PART_BYTES])
  await eventually(async () => expect(await readdir(join(to, 'papers'))).toEqual([`${sha256Of(bytes)}.part.tmp`]))
  const second = link()
  await second.settled()
  expect([wanted(), await readFile(join(to, 'papers', sha256Of(bytes)))]).toEqual([[0, PART_BYTES, 2 * PART_BYTES], bytes])
  second.cut()
})

test('[H8] a paper that is damaged where it comes from never gets its name here, and is put aside there', async () => {
  const { from, to, link, told } = await twoFolders()
  const bytes = bytesOf(1000)
  const sha256 = sha256Of(bytes)
  await mkdir(join(from, 'papers'))
  await writeFile(join(from, 'papers', sha256), bytesOf(1001))
  const { cut, settled } = link()
  await settled()
  expect(told).toContainEqual({ type: 'paper-spoilt', sha256 })
  await eventually(async () => expect([await readdir(join(to, 'papers')), await readdir(join(from, 'papers'))]).toEqual([[], [`${sha256}.damaged`]]))
  cut()
})

test('[H8] what an earlier attempt left and is something else is thrown away, and the paper comes whole', async () => {
  const { to, source, link, wanted } = await twoFolders()
  const bytes = bytesOf(1000)
  await source.keep(bytes)
  await mkdir(join(to, 'papers'))
  await writeFile(join(to, 'papers', `${sha256Of(bytes)}.part.tmp`), 'garbage')
  const { cut, settled } = link()
  await settled()
  expect([wanted(), await readFile(join(to, 'papers', sha256Of(bytes)))]).toEqual([[7, 0], bytes])
  cut()
})
