import { expect, test } from 'vitest'
import { readInvitation } from '../../renderer/src/features/start/readInvitation.ts'

const hub = 'http://192.168.1.5:7420'

test.each([
  ['a code for the hub that served the page', 'K7QX-M2PD-9RTW', hub, { ok: true, value: { hubUrl: hub, code: 'K7QX-M2PD-9RTW' } }],
  ['a whole link, wherever it leads', ` http://10.0.0.8:7420/#/join/K7QX-M2PD-9RTW\n`, hub, { ok: true, value: { hubUrl: 'http://10.0.0.8:7420', code: 'K7QX-M2PD-9RTW' } }],
  ['a link on a desktop that knows no hub yet', `${hub}/#/join/k7qx%20m2pd`, undefined, { ok: true, value: { hubUrl: hub, code: 'k7qx m2pd' } }],
  ['a code on a desktop that knows no hub', 'K7QX-M2PD-9RTW', undefined, { ok: false, error: { kind: 'host-missing' } }],
  ['an address without a code', `${hub}/`, hub, { ok: false, error: { kind: 'invitation-missing' } }],
  ['nothing', '  ', hub, { ok: false, error: { kind: 'invitation-missing' } }],
  ['a link of another kind is no address', 'javascript:alert(1)', hub, { ok: true, value: { hubUrl: hub, code: 'javascript:alert(1)' } }],
])('[F5] reads %s', (_name, text, known, expected) => {
  expect(readInvitation(text, known)).toEqual(expected)
})
