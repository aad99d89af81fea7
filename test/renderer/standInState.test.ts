import { expect, test } from 'vitest'
import { standInState } from '../../renderer/src/features/people/standInState.ts'
import type { HostEntry } from '../../shared/schema/directory.ts'

const [NOON, ONE, TWO] = ['2026-03-05T12:00:00+08:00', '2026-03-05T13:00:00+08:00', '2026-03-05T14:00:00+08:00'] as const

function hub(personId: string, fields: Partial<HostEntry> = {}): HostEntry {
  return { id: `hub-of-${personId}`, personId, state: 'standby', term: 0, since: NOON, goneSince: null, notSavingSince: null, addresses: [], fingerprint: null, ...fields }
}

const HOST = hub('secretary', { state: 'hosting', term: 1 })

test.for<[string, readonly HostEntry[], ReturnType<typeof standInState>]>([
  ['nothing known of it', [HOST], { state: 'none' }],
  ['standing by', [HOST, hub('deputy')], { state: 'standby' }],
  ['gone without a word', [HOST, hub('deputy', { goneSince: ONE })], { state: 'away', since: ONE }],
  ['there, with a disk that refuses', [HOST, hub('deputy', { notSavingSince: ONE })], { state: 'not-saving', since: ONE }],
  ['gone since its disk refused', [HOST, hub('deputy', { notSavingSince: ONE, goneSince: TWO })], { state: 'not-saving', since: ONE }],
  ['gone with a word', [HOST, hub('deputy', { state: 'left', since: ONE })], { state: 'away', since: ONE }],
  ['the host', [hub('secretary'), hub('deputy', { state: 'hosting', term: 2 })], { state: 'hosting' }],
  ['a host that another took over from', [hub('secretary', { state: 'hosting', term: 2, since: TWO }), hub('deputy', { state: 'hosting', term: 1 })], { state: 'away', since: TWO }],
  ['the same, once the new host has seen that it is gone', [hub('secretary', { state: 'hosting', term: 2, since: TWO }), hub('deputy', { state: 'hosting', term: 1, goneSince: ONE })], { state: 'away', since: ONE }],
  ['the host itself, whatever another hub noted while they were apart', [hub('deputy', { state: 'hosting', term: 2, goneSince: ONE })], { state: 'hosting' }],
])('[H8] how ready a stand-in is: %s', ([, hosts, expected]) => {
  expect(standInState(hosts, 'deputy')).toEqual(expected)
})
