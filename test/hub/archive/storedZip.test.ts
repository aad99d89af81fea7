import { execFileSync } from 'node:child_process'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { storedZip } from '../../../electron/hub/archive/proof/storedZip.ts'
import { emptyFolder } from '../../support/emptyFolder.ts'

/** Python knows ZIP everywhere; a machine without it looks at nothing here. */
function unpacked(path: string): unknown {
  const program = "import json, sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nprint(json.dumps([z.testzip(), {n: z.read(n).decode() for n in z.namelist()}]))"
  return JSON.parse(execFileSync('python3', ['-c', program, path], { encoding: 'utf8' }))
}

test('[A4] another program unpacks the ZIP and finds every byte right, also Chinese names and empty files', async ({ skip }) => {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' })
  } catch {
    skip('no python3')
  }
  const path = join(await emptyFolder(), 'a.zip')
  const files = { 'entry.json': '{"a":1}', '纪要.txt': '夜市噪声', 'empty': '' }
  await writeFile(path, storedZip('20260305-m1', Object.entries(files).map(([name, text]) => ({ name, bytes: Buffer.from(text) }))))
  expect(unpacked(path)).toEqual([null, Object.fromEntries(Object.entries(files).map(([name, text]) => [`20260305-m1/${name}`, text]))])
})
