import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { keyFingerprint, shortRoot } from '../../shared/archive/ledger/shortRoot.ts'
import { proofPage } from '../../electron/hub/archive/proof/proofPage.ts'
import { sha256 } from '../../electron/hub/sha256.ts'
import { provenRecord, type ProvenRecord } from '../archive/ledger/provenRecord.ts'
import { axeFindings } from '../support/axeFindings.ts'
import { atEnd } from '../support/atEnd.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { openBrowser } from '../support/openBrowser.ts'

let browser: Browser
let folder: string
let proven: ProvenRecord
let other: ProvenRecord

beforeAll(async () => {
  browser = await openBrowser()
  folder = await emptyFolder()
  proven = await provenRecord()
  other = await provenRecord({ size: 9 })
  const { bytes, texts } = proven
  await mkdir(join(folder, 'good'))
  for (const [name, content] of [['20260305-m3.sqlite', bytes], ['entry.json', texts.entry], ['proof.json', texts.proof], ['checkpoint.note', texts.checkpoint], ['verify.html', proofPage()]] as const)
    await writeFile(join(folder, 'good', name), content)
})

interface Opened {
  readonly page: Page
  /** Whatever the page asked for besides itself, or complained of. */
  readonly problems: readonly string[]
}

async function opened(language = 'zh-CN', before?: string): Promise<Opened> {
  const context = await browser.newContext({ locale: language, viewport: { width: 900, height: 1000 } })
  atEnd(() => context.close())
  const page = await context.newPage()
  page.setDefaultTimeout(10_000)
  if (before !== undefined) await page.addInitScript(before)
  const url = pathToFileURL(join(folder, 'good/verify.html')).href
  const problems: string[] = []
  page.on('request', (request) => request.url() !== url && problems.push(request.url()))
  page.on('pageerror', (error) => problems.push(String(error)))
  page.on('console', (message) => problems.push(message.text()))
  await page.goto(url)
  return { page, problems }
}

type Files = Partial<Record<'record' | 'entry' | 'proof' | 'checkpoint', string | Uint8Array>>

/** The files as somebody chooses them, some of them other ones. */
async function give(page: Page, change: Files = {}): Promise<{ verdict: string | null; findings: string[] }> {
  const files = { record: proven.bytes, ...proven.texts, ...change }
  const names = { record: '20260305-m3.sqlite', entry: 'entry.json', proof: 'proof.json', checkpoint: 'checkpoint.note' }
  await page.locator('#files').setInputFiles((Object.keys(names) as (keyof typeof names)[]).map((kind) => ({ name: names[kind], mimeType: 'application/octet-stream', buffer: Buffer.from(files[kind]) })))
  await page.locator('#result').waitFor()
  await page.waitForFunction(() => document.activeElement?.id === 'result')
  const found = { verdict: await page.locator('#verdict').getAttribute('data-verdict'), findings: await page.locator('#findings li').evaluateAll((items) => items.map(({ className }) => className)) }
  await page.evaluate(() => (document.activeElement as HTMLElement).blur())
  return found
}

test('[A4] from the disk, without a network, the page tells good files, changed ones, another entry and a wrong checkpoint apart', async () => {
  const { page, problems } = await opened()
  expect({
    isBuiltIn: await page.locator('#engine').isHidden(),
    good: await give(page),
    changed: await give(page, { record: 'SQLite format 3\0 the recorD' }),
    otherEntry: await give(page, { entry: proven.lines[2] ?? '' }),
    otherCheckpoint: await give(page, { checkpoint: other.texts.checkpoint }),
    changedCheckpoint: await give(page, { checkpoint: proven.texts.checkpoint.replace('\n7\n', '\n8\n') }),
    againGood: await give(page),
  }).toEqual({
    isBuiltIn: true,
    good: { verdict: 'verified', findings: ['right', 'right', 'right'] },
    changed: { verdict: 'changed', findings: ['right', 'right', 'wrong'] },
    otherEntry: { verdict: 'not-included', findings: ['right', 'wrong', 'wrong'] },
    otherCheckpoint: { verdict: 'signature-wrong', findings: ['wrong', 'wrong', 'right'] },
    changedCheckpoint: { verdict: 'signature-wrong', findings: ['wrong', 'wrong', 'right'] },
    againGood: { verdict: 'verified', findings: ['right', 'right', 'right'] },
  })
  expect(problems).toEqual([])
})

test('[A4] a browser from before Ed25519 verifies by the library in the page; one without WebCrypto says what it cannot', async () => {
  const older = await opened('zh-CN', "const original = SubtleCrypto.prototype.importKey; SubtleCrypto.prototype.importKey = function (format, data, algorithm, ...rest) { return algorithm === 'Ed25519' ? Promise.reject(new DOMException('', 'NotSupportedError')) : original.call(this, format, data, algorithm, ...rest) }")
  const insecure = await opened('en', "Object.defineProperty(crypto, 'subtle', { value: undefined })")
  expect({
    older: [await older.page.locator('#engine').innerText(), await give(older.page), await give(older.page, { checkpoint: other.texts.checkpoint })],
    insecure: [await insecure.page.locator('#engine').innerText(), await give(insecure.page), await give(insecure.page, { record: 'SQLite format 3\0' })],
    problems: [...older.problems, ...insecure.problems],
  }).toEqual({
    older: [
      '此浏览器不认识 Ed25519，签名由本页内置的程序核验。',
      { verdict: 'verified', findings: ['right', 'right', 'right'] },
      { verdict: 'signature-wrong', findings: ['wrong', 'wrong', 'right'] },
    ],
    insecure: [
      'This browser cannot check signatures here, only file and inclusion. Save this page on this computer and open it from there, or use a newer browser.',
      { verdict: 'signature-unchecked', findings: ['unknown', 'right', 'right'] },
      { verdict: 'changed', findings: ['unknown', 'right', 'wrong'] },
    ],
    problems: [],
  })
  await older.page.close()
  await insecure.page.close()
})

test('[A4] the short forms are compared with what somebody types off paper; both languages; nothing for axe to say', async () => {
  const { page } = await opened('en')
  await give(page)
  const [root, key] = [shortRoot(proven.root), keyFingerprint(sha256, proven.ledger)]
  const match = async (typed: string): Promise<string> => {
    await page.locator('#printed').fill(typed)
    return page.locator('#match').innerText()
  }
  expect({
    shown: [await page.locator('#root').innerText(), await page.locator('#key').innerText()],
    root: await match(root.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')),
    key: await match(key),
    other: await match(shortRoot(new Uint8Array(32))),
    half: await match(root.slice(0, 9)),
    axe: await axeFindings(page),
    english: await page.locator('#verdict').innerText(),
  }).toEqual({ shown: [root, key], root: '✓ the same as the root', key: '✓ the same as the key', other: '✗ neither of the two', half: '? not all of it is typed yet', axe: [], english: '✓ Verified' })
  await page.getByRole('button', { name: '中文' }).click()
  expect(await page.locator('#verdict').innerText()).toBe('✓ 核验通过')
})

test('[A4] a whole folder is chosen at once, dropped files count too, and what is none of them is said', async () => {
  const { page } = await opened()
  await page.locator('#folder').setInputFiles(join(folder, 'good'))
  await page.waitForFunction(() => document.activeElement?.id === 'result')
  expect(await page.locator('#verdict').getAttribute('data-verdict')).toBe('verified')
  const dropped = await page.evaluateHandle((entry) => {
    const transfer = new DataTransfer()
    transfer.items.add(new File([entry], 'entry.json'))
    transfer.items.add(new File(['x'], 'photo.jpg'))
    return transfer
  }, proven.texts.entry)
  await page.dispatchEvent('body', 'drop', { dataTransfer: dropped })
  await page.getByText('未使用：photo.jpg').waitFor()
  expect([await page.locator('#verdict').getAttribute('data-verdict'), await page.locator('#given li').allInnerTexts()]).toEqual([
    'incomplete',
    ['✓台账中的一行（entry.json）：entry.json', '?未使用：photo.jpg'],
  ])
})
