import type { ClientKind } from '../../../../shared/api.ts'
import { ok, type Result } from '../../../../shared/lib/result.ts'
import type { Language } from '../../../../shared/schema/settings.ts'
import * as hub from '../../sync/hubClient.ts'
import type { Session } from '../../sync/session.ts'
import type { Invitation } from './readInvitation.ts'

export interface NewWorkspace {
  readonly workspace: string
  readonly language: Language
  readonly department: string
  readonly name: string
}

/** Where somebody joins. */
export interface Machine {
  readonly client: ClientKind
  /** True if the hub runs here. */
  readonly isHosted: boolean
}

export interface Entered {
  readonly session: Session
  /** False if the person is in, but some of the workspace's settings were not saved. */
  readonly isComplete: boolean
}

/** Uses the invitation. It is spent afterwards: whoever calls this must keep the session. */
export async function joinWorkspace(invitation: Invitation, name: string, at: Machine): Promise<Result<Entered, hub.HubError>> {
  const joined = await hub.join(invitation.hubUrl, { invite: invitation.code, name, client: at.client })
  if (!joined.ok) return joined
  const { hubUrl, fingerprint } = invitation
  return ok({ session: { hubUrl, ...joined.value, isHosted: at.isHosted, ...(fingerprint !== undefined && { fingerprint }) }, isComplete: true })
}

/** Joins as the first person and sets up what the others will find. */
export async function setUpWorkspace(invitation: Invitation, fresh: NewWorkspace, at: Machine): Promise<Result<Entered, hub.HubError>> {
  const joined = await joinWorkspace(invitation, fresh.name, at)
  if (!joined.ok) return joined
  const { session } = joined.value
  const named = await hub.editWorkspace(session, { name: fresh.workspace, language: fresh.language })
  const department = await hub.createDepartment(session, fresh.department)
  const placed = department.ok && (await hub.editPerson(session, session.person.id, { departmentId: department.value.id })).ok
  return ok({ session, isComplete: named.ok && placed })
}
