import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openMinuteFiles, type Limits } from '../../../electron/cli/minuteFiles.ts'
import { paxRecord, tarOf } from '../../support/tarOf.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huishang-files-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const LIMITS: Limits = { fileBytes: 1000, unpackedBytes: 1_000_000, files: 100 }

async function opened(name: string, limits: Limits = LIMITS) {
  const files = await openMinuteFiles(join(folder, name), limits)
  if (!files.ok) return files.error
  try {
    const texts = await Promise.all(files.value.files.map(async (file): Promise<[string, string]> => [file.name, Buffer.from(await file.read()).toString()]))
    return { texts: Object.fromEntries(texts), skipped: files.value.skipped, isNamed: files.value.isNamed }
  } finally {
    await files.value.close()
  }
}

test('[A9] a tar file of others: folders, long paths of three habits, links and what is hidden', async () => {
  const long = `${'long/'.repeat(30)}irc.log`
  const tar = tarOf([
    { path: 'pax_global_header', type: 'g', content: paxRecord('comment', 'abc') },
    { path: './m/', type: '5' },
    { path: './m/index.html', content: 'page' },
    { path: 'p', type: 'x', content: paxRecord('mtime', '1.5') + paxRecord('path', `pax/${long}`) },
    { path: 'cut', content: 'pax' },
    { path: '././@LongLink', type: 'L', content: `gnu/${long}\u0000` },
    { path: 'cut', content: 'gnu' },
    { path: 'notes.md', prefix: 'very/old', content: 'ustar' },
    { path: 'm/link.html', type: '2' },
    { path: 'm/._index.html', content: 'of macOS' },
  ])
  await writeFile(join(folder, 'a.tgz'), gzipSync(tar))
  expect(await opened('a.tgz')).toEqual({
    texts: { 'a.tgz/m/index.html': 'page', [`a.tgz/pax/${long}`]: 'pax', [`a.tgz/gnu/${long}`]: 'gnu', 'a.tgz/very/old/notes.md': 'ustar' },
    skipped: [],
    isNamed: false,
  })
})

test('[A9] paths that lead out, archives in archives, too large files: named and left out, the rest is there', async () => {
  const tar = tarOf([
    { path: '../../etc/minutes.html', content: 'out' },
    { path: '/etc/minutes.html', content: 'out' },
    { path: 'C:/minutes.html', content: 'out' },
    { path: 'inner.tar.gz', content: 'x' },
    { path: 'large.html', content: 'x'.repeat(1001) },
    { path: 'audio.ogg', content: 'x' },
    { path: 'good.html', content: 'in' },
  ])
  await writeFile(join(folder, 'a.tar'), tar)
  expect(await opened('a.tar')).toEqual({
    texts: { 'a.tar/good.html': 'in' },
    skipped: [
      { name: 'a.tar/../../etc/minutes.html', reason: 'path-outside' },
      { name: 'a.tar//etc/minutes.html', reason: 'path-outside' },
      { name: 'a.tar/C:/minutes.html', reason: 'path-outside' },
      { name: 'a.tar/inner.tar.gz', reason: 'archive-in-archive' },
      { name: 'a.tar/large.html', reason: 'too-large' },
      { name: 'a.tar/audio.ogg', reason: 'other-kind' },
    ],
    isNamed: false,
  })
})

test('[A9] a bomb is given up at its limit, a damaged archive where it breaks; nothing stays behind', async () => {
  const before = (await readdir(tmpdir())).filter((name) => name.startsWith('huishang-minutes-'))
  await writeFile(join(folder, 'bomb.tar.gz'), gzipSync(Buffer.alloc(2_000_000)))
  const whole = gzipSync(tarOf([{ path: 'a.html', content: 'a' }]))
  await writeFile(join(folder, 'cut.tar.gz'), whole.subarray(0, whole.length - 10))
  const broken = tarOf([{ path: 'a.html', content: 'a' }, { path: 'b.html', content: 'b' }])
  broken.fill(7, 1024, 1100)
  await writeFile(join(folder, 'broken.tar'), broken)
  await writeFile(join(folder, 'text.tgz'), 'not compressed')
  expect(await opened('.')).toMatchObject({
    skipped: [
      { name: expect.stringMatching(/bomb\.tar\.gz$/) as string, reason: 'unpacks-too-large' },
      { name: expect.stringMatching(/broken\.tar$/) as string, reason: 'damaged' },
      { name: expect.stringMatching(/cut\.tar\.gz$/) as string, reason: 'damaged' },
      { name: expect.stringMatching(/text\.tgz$/) as string, reason: 'damaged' },
    ],
  })
  expect(Object.values((await opened('broken.tar')) as object)[0]).toEqual({ 'broken.tar/a.html': 'a' })
  expect((await readdir(tmpdir())).filter((name) => name.startsWith('huishang-minutes-'))).toEqual(before)
})

test('[A9] a folder: links are not followed; one file brings the log beside it', async () => {
  await mkdir(join(folder, '2020-01-14'))
  await writeFile(join(folder, '2020-01-14', 'index.html'), 'page')
  await writeFile(join(folder, '2020-01-14', 'irc.log'), 'log')
  await writeFile(join(folder, '2020-01-14', 'PROTOKOLL'), 'named')
  await symlink(join(folder, '2020-01-14'), join(folder, 'loop'))
  const page = { '2020-01-14/index.html': 'page', '2020-01-14/irc.log': 'log' }
  expect(await opened('2020-01-14')).toEqual({ texts: page, skipped: [{ name: '2020-01-14/PROTOKOLL', reason: 'other-kind' }], isNamed: false })
  expect(await opened('2020-01-14/index.html')).toEqual({ texts: page, skipped: [], isNamed: true })
  expect(await opened('2020-01-14/PROTOKOLL')).toEqual({ texts: { '2020-01-14/PROTOKOLL': 'named', '2020-01-14/irc.log': 'log' }, skipped: [], isNamed: true })
  expect(await opened('nowhere')).toEqual({ kind: 'not-readable', file: join(folder, 'nowhere') })
})
