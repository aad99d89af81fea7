import { expect, test } from 'vitest'
import { findHost, type FindParts } from '../../renderer/src/sync/findHost.ts'
import type { HostProofAnswer } from '../../shared/api.ts'
import type { HostEntry } from '../../shared/schema/directory.ts'

function entry(id: string, address: string, fields: Partial<HostEntry> = {}): HostEntry {
  return { id, personId: null, state: 'standby', term: 0, since: '2026-03-05T12:00:00+08:00', goneSince: null, notSavingSince: null, addresses: [address], fingerprint: 'F', ...fields }
}

function answer(hubId: string, term: number, mode: HostProofAnswer['mode'] = 'hosting'): HostProofAnswer {
  return { hubId, term, mode, proof: '' }
}

function find(answers: Readonly<Record<string, HostProofAnswer>>, parts: Partial<FindParts>) {
  const asked: string[] = []
  const found = findHost({
    hosts: [],
    ownHub: null,
    isKnown: async () => true,
    prove: async (url) => {
      asked.push(url)
      return answers[url] ?? null
    },
    ...parts,
  })
  return found.then((host) => ({ host, asked }))
}

test('[H8] of several that host, the greatest term is followed; who stands by is not, whatever the directory says', async () => {
  const hosts = [entry('a', 'https://a', { state: 'hosting', term: 1 }), entry('b', 'https://b'), entry('c', 'https://c', { state: 'hosting', term: 9 })]
  const answers = { 'https://a': answer('a', 1), 'https://b': answer('b', 2), 'https://c': answer('c', 9, 'standby') }
  expect((await find(answers, { hosts })).host).toEqual({ url: 'https://b', hubId: 'b', term: 2 })
  expect((await find({}, { hosts })).host).toBeNull()
  expect((await find({ 'http://127.0.0.1:1': answer('own', 3) }, { hosts, ownHub: 'http://127.0.0.1:1' })).host).toMatchObject({ hubId: 'own' })
})

test('[H8] nothing is asked of a machine whose key is not the one that the directory names', async () => {
  const hosts = [entry('a', 'https://a', { fingerprint: null }), entry('b', 'https://b', { fingerprint: 'other' }), entry('c', 'https://c')]
  const answers = { 'https://a': answer('a', 5), 'https://b': answer('b', 6), 'https://c': answer('c', 1) }
  const { host, asked } = await find(answers, { hosts, isKnown: async (_url, fingerprint) => fingerprint === 'F' })
  expect([host?.hubId, asked]).toEqual(['c', ['https://c']])
})
