import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { NO_ACCESS, type Access } from '../../../electron/hub/access/accessFile.ts'
import { mergeAccess, sharedAccess, stampChanges } from '../../../electron/hub/access/replica.ts'
import type { Role } from '../../../shared/lib/roles.ts'
import { ROLES } from '../../../shared/lib/roles.ts'

const AT = '2026-03-05T12:00:00+08:00'

interface Step {
  readonly hub: 0 | 1 | 2
  readonly what: 'add' | 'role' | 'session' | 'end' | 'stand-in' | 'merge'
  readonly n: number
}

const step: fc.Arbitrary<Step> = fc.record({
  hub: fc.constantFrom(0 as const, 1 as const, 2 as const),
  what: fc.constantFrom('add' as const, 'role' as const, 'session' as const, 'end' as const, 'stand-in' as const, 'merge' as const),
  n: fc.nat(5),
})

function change(access: Access, edit: (draft: Access) => void): Access {
  const draft = structuredClone(access)
  edit(draft)
  stampChanges(access, draft, AT)
  return draft
}

function session(access: Access, hash: string): Access['sessions'][number] {
  return { ...access.sessions[0], id: `id-${hash}`, hash, personId: 'p0', createdAt: AT, lastSeenAt: AT, client: 'desktop' } as Access['sessions'][number]
}

function take(hubs: Access[], { hub, what, n }: Step): void {
  const access = hubs[hub] as Access
  const person = `p${n}`
  const role = ROLES[n % ROLES.length] as Role
  if (what === 'merge') hubs[hub] = mergeAccess(access, sharedAccess(hubs[(hub + 1) % 3] as Access))
  else
    hubs[hub] = change(access, (draft) => {
      const known = draft.people.find(({ id }) => id === person)
      if (what === 'add' && !known) draft.people.push({ id: person, name: `${hub}`, role, departmentId: null, joinedAt: AT })
      if (what === 'role' && known) Object.assign(known, { role: ROLES[(n + hub) % ROLES.length] })
      if (what === 'session' && draft.replica.ended.length === 0) draft.sessions.push(session(draft, `s${hub}${draft.sessions.length}`))
      if (what === 'end') draft.sessions = draft.sessions.slice(1)
      if (what === 'stand-in') draft.replica.standIns = [{ personId: person, since: AT, isAutomatic: false }]
    })
}

function mergeAll(hubs: readonly Access[]): string[] {
  const all = [...hubs]
  for (let round = 0; round < 3; round++)
    for (const [index] of all.entries()) for (const other of all) all[index] = mergeAccess(all[index] as Access, sharedAccess(other))
  return all.map((access) => JSON.stringify(sharedAccess(access)))
}

test('[H7] access data of three hubs come out equal, in whatever order they meet', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const hubs = [NO_ACCESS, NO_ACCESS, NO_ACCESS]
      for (const each of steps) take(hubs, each)
      const [one, two, three] = mergeAll(hubs)
      expect([two, three]).toEqual([one, one])
      expect(mergeAll(hubs.toReversed())[0]).toEqual(one)
    }),
    { numRuns: 300 },
  )
})

test('[H7] what one hub ended does not come back from another that had not heard', () => {
  const before = change(NO_ACCESS, (draft) => draft.sessions.push(session(draft, 'one'), session(draft, 'two')))
  const ended = change(before, (draft) => void (draft.sessions = draft.sessions.filter(({ hash }) => hash !== 'one')))
  const third = structuredClone(before)
  expect(mergeAccess(mergeAccess(third, sharedAccess(ended)), sharedAccess(before)).sessions.map(({ hash }) => hash)).toEqual(['two'])
})

test('[H7] uses of an invitation on both sides are not given back', () => {
  const invitation = { hash: 'h', role: 'observer', departmentId: null, usesLeft: 5, expiresAt: AT, isFromStart: false }
  const before = change(NO_ACCESS, (draft) => draft.invitations.push(invitation as Access['invitations'][number]))
  const used = (left: number) => change(before, (draft) => draft.invitations.forEach((each) => Object.assign(each, { usesLeft: left })))
  expect(mergeAccess(used(4), sharedAccess(used(2))).invitations.map(({ usesLeft }) => usesLeft)).toEqual([2])
  expect(mergeAccess(used(2), sharedAccess(used(4))).invitations.map(({ usesLeft }) => usesLeft)).toEqual([2])
})
