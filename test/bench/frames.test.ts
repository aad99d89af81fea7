import { createHash } from 'node:crypto'
import type { Writable } from 'node:stream'
import * as ws from 'ws'
import { expect, test } from 'vitest'
import { binaryFrame, FrameReader } from '../../bench/hub/wire/frames.mjs'

/** Exported by `ws` and left out of its types. */
const { Receiver, Sender } = ws as unknown as {
  Receiver: new (options: { isServer: boolean }) => Writable
  Sender: { frame: (payload: Buffer, options: { fin: boolean; rsv1: boolean; opcode: number; mask: boolean; readOnly: boolean }) => Buffer[] }
}
const SIZES = [0, 1, 125, 126, 65_535, 65_536, 200_000]
const payloads = SIZES.map((size) => Buffer.alloc(size, size % 251))

test.each([1, 7, 1_000, 1_000_000])('what a server sends is read whole when it comes in pieces of %i bytes', (piece) => {
  const stream = Buffer.concat(payloads.flatMap((payload) => serverFrames(payload)))
  const read: Buffer[] = []
  const reader = new FrameReader({ onMessage: (payload: Buffer) => read.push(payload), onControl: () => undefined })
  for (let at = 0; at < stream.length; at += piece) reader.push(stream.subarray(at, at + piece))
  expect(read.map(digest)).toEqual(payloads.map(digest))
})

test('messages that nobody wants are counted and skipped, controls are not', () => {
  const seen: unknown[] = []
  const reader = new FrameReader({ onMessage: () => seen.push('message'), onControl: (opcode: number, payload: Buffer) => seen.push([opcode, payload.toString()]) })
  reader.wantsMessages = false
  reader.push(Buffer.concat([...serverFrames(Buffer.alloc(70_000)), Buffer.from([0x89, 2]), Buffer.from('hi')]))
  expect({ seen, messages: reader.messages }).toEqual({ seen: [[9, 'hi']], messages: 1 })
})

test('what a client sends is what ws takes for a masked message', async () => {
  const receiver = new Receiver({ isServer: true })
  const taken: Buffer[] = []
  receiver.on('message', (payload: Buffer) => taken.push(payload))
  for (const payload of payloads) receiver.write(binaryFrame(payload))
  await new Promise((resolve) => receiver.end(() => resolve(undefined)))
  expect(taken.map(({ length }) => length)).toEqual(SIZES)
})

function serverFrames(payload: Buffer): Buffer[] {
  return Sender.frame(payload, { fin: true, rsv1: false, opcode: 2, mask: false, readOnly: true })
}

function digest(payload: Buffer): string {
  return createHash('sha256').update(payload).digest('hex')
}
