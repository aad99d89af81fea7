import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Hub } from '../../../electron/hub/createHub.ts'
import { connect } from '../connect.ts'
import { eventually, startHub } from '../support.ts'
import { copyOf, linkUp, newWorkspace } from './linkSupport.ts'
import { FAST, untilInStep } from './standIns.ts'

function addNote(doc: Y.Doc, text: string): void {
  doc.transact(() => {
    const note = new Y.Map<unknown>()
    doc.getMap<Y.Map<unknown>>('notes').set(text, note)
    const body = new Y.XmlFragment()
    note.set('body', body)
    body.insert(0, [new Y.XmlText(text)])
  })
}

function notes(doc: Y.Doc): string[] {
  return [...doc.getMap<Y.Map<unknown>>('notes').values()].map((note) => String(note.get('body'))).toSorted()
}

function hosting(hubs: readonly Hub[]): boolean[] {
  return hubs.map(({ peers }) => peers.standing.isHosting)
}

function start(folder: string): Promise<Hub> {
  return startHub({ dataDir: folder }, FAST)
}

test('[H7] a network that broke in three, twice: each time all three hubs hosted and took edits, and after they met one hosts and every edit is there', { timeout: 90_000 }, async () => {
  const { dataDir, token, room } = await newWorkspace()
  const folders = [dataDir, await copyOf(dataDir, { id: 'hub-b', term: 2 }), await copyOf(dataDir, { id: 'hub-c', term: 3 })] as const
  // Each start takes another port, so that none of them finds another by what it knows.
  const startAll = (): Promise<[Hub, Hub, Hub]> => Promise.all([start(folders[0]), start(folders[1]), start(folders[2])])
  const written: string[] = []
  const writeApart = async (hubs: readonly Hub[], when: string): Promise<void> => {
    for (const [n, { url }] of hubs.entries()) {
      const { doc, provider } = connect(url, room, token)
      await eventually(() => expect(provider.synced).toBe(true))
      const text = `${when} 第 ${n} 台`
      addNote(doc, text)
      written.push(text)
      const other = connect(url, room, token)
      await eventually(() => expect(notes(other.doc)).toContain(text))
      // Each listens to the end of the process until it is gone.
      for (const client of [provider, other.provider]) client.destroy()
    }
  }
  const expectAll = async ({ url }: Hub): Promise<void> => {
    const reader = connect(url, room, token)
    await eventually(() => expect(notes(reader.doc)).toEqual(written.toSorted()))
    reader.provider.destroy()
  }

  const [a, b, c] = await startAll()
  expect(hosting([a, b, c])).toEqual([true, true, true])
  await writeApart([a, b, c], '第一次分开')
  await linkUp(b, a)
  await linkUp(c, b)
  // The first finds the third by what the second has told it.
  await Promise.all([untilInStep(a), untilInStep(b)])
  await eventually(() => expect([hosting([a, b, c]), a.peers.links().map(({ hubId }) => hubId)]).toEqual([[false, false, true], expect.arrayContaining(['hub-c'])]))
  await expectAll(c)
  await Promise.all([a, b, c].map((hub) => hub.close()))

  const [a2, b2, c2] = await startAll()
  await a2.peers.takeOver()
  await b2.peers.takeOver()
  expect(hosting([a2, b2, c2])).toEqual([true, true, true])
  await writeApart([a2, b2, c2], '第二次分开')
  await linkUp(c2, a2)
  await linkUp(b2, c2)
  await eventually(() => expect(hosting([a2, b2, c2]).filter(Boolean)).toEqual([true]))
  const [host, ...others] = [a2, b2, c2].toSorted((one, two) => Number(two.peers.standing.isHosting) - Number(one.peers.standing.isHosting)) as [Hub, Hub, Hub]
  await Promise.all(others.map(untilInStep))
  await expectAll(host)
  // Each of the others has it all by itself, too.
  await host.close()
  for (const other of others) {
    await other.peers.takeOver()
    await expectAll(other)
    await other.close()
  }
})
