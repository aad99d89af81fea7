import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { fetchPaper } from '../../renderer/src/sync/hubClient.ts'
import { sha256HexOf } from '../../renderer/src/sync/sha256Hex.ts'

const PAPER = Buffer.from('可行性研究报告')
const SHA = createHash('sha256').update(PAPER).digest('hex')
const ROOM = 'meeting/m1'
const ends: (() => void)[] = []

afterEach(() => {
  for (const end of ends.splice(0)) end()
})

/** Answers every request with these bytes; `length` is what it promises. */
async function hubThatSends(bytes: Buffer, length = bytes.length): Promise<{ readonly hubUrl: string; readonly token: string }> {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'Content-Length': length })
    response.write(bytes)
    if (length === bytes.length) response.end()
    else setImmediate(() => response.destroy())
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  ends.push(() => void server.close())
  return { hubUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token: 't' }
}

test('[C1] a paper that was downloaded is what its SHA-256 says, or it is refused; one that broke off is no paper', async () => {
  const changed = Buffer.from(PAPER)
  changed[0] = (changed[0] ?? 0) ^ 1
  expect([
    await fetchPaper(await hubThatSends(PAPER), ROOM, SHA),
    await fetchPaper(await hubThatSends(changed), ROOM, SHA),
    await fetchPaper(await hubThatSends(PAPER.subarray(0, 5)), ROOM, SHA),
    await fetchPaper(await hubThatSends(PAPER.subarray(0, 5), PAPER.length), ROOM, SHA),
  ]).toEqual([
    { ok: true, value: new Uint8Array(PAPER) },
    { ok: false, error: { kind: 'paper-altered', message: '' } },
    { ok: false, error: { kind: 'paper-altered', message: '' } },
    { ok: false, error: { kind: 'hub-unreachable', message: '' } },
  ])
})

test('[C1] a page over plain http, which has no WebCrypto, finds the same SHA-256', async () => {
  const bytes = new Uint8Array(PAPER)
  expect([await sha256HexOf(bytes, null), await sha256HexOf(bytes)]).toEqual([SHA, SHA])
})
