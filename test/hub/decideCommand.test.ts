import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { outcome, run } from './commands.ts'
import { emptyFolder } from '../support/emptyFolder.ts'


test('[C9][F10] decide as it is built: an answer and 0, malformed input and 2, no file and 1', async () => {
  const folder = await emptyFolder()
  const [good, bad] = [join(folder, 'good.json'), join(folder, 'bad.json')]
  await writeFile(good, JSON.stringify({ counts: [4, 0, 4] }))
  await writeFile(bad, JSON.stringify({ counts: [4, -1] }))
  expect([
    await outcome(run('decide', good, '--method', 'consensus', '--json')),
    await outcome(run('decide', bad, '--method', 'consensus', '--json')),
    await outcome(run('decide', join(folder, 'none.json'))),
  ]).toEqual([
    { code: 0, out: '{"consensus":0,"mean":2}\n', error: '' },
    { code: 2, out: '', error: expect.stringMatching(/^counts\[1\]: /) },
    { code: 1, out: '', error: expect.stringContaining("can't read") },
  ])
})
