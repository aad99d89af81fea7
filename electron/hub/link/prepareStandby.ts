import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { HubKeyAnswerSchema, type HubKeyAnswer } from '../../../shared/api.ts'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { NO_ACCESS, readAccessFile } from '../access/accessFile.ts'
import { writeFileAtomic } from '../writeFileAtomic.ts'
import type { HubAddress } from './connectLink.ts'
import { isSecure, requestJson, type RequestError } from './requestJson.ts'

export interface StandbyRequest {
  /** Folder of the copy; created if absent. */
  readonly dataDir: string
  readonly host: HubAddress
  /** Session token of the person at this machine, whom the secretary has named. */
  readonly token: string
  readonly newId: () => string
}

export type StandbyError =
  | RequestError
  /** The hub's word for it, `role-refused` if the secretary has not named the person, or no longer does. */
  | { readonly kind: 'refused'; readonly reason: string }
  /** The folder holds another workspace, or one that cannot be read. */
  | { readonly kind: 'folder-taken' }

/**
 * Makes a folder ready to keep a copy of the workspace: a hub that is started on it stands by for the host. On a folder
 * that is such a copy already it only renews the key.
 * @returns whose machine it is.
 * @throws the system's error if the folder cannot be written.
 */
export async function prepareStandby({ dataDir, host, token, newId }: StandbyRequest): Promise<Result<{ readonly personId: string }, StandbyError>> {
  const key = await fetchKey(host, token)
  if (!key.ok) return key
  const { workspaceId: id, personId, ...rest } = key.value
  await mkdir(join(dataDir, 'rooms'), { recursive: true, mode: 0o700 })
  const path = join(dataDir, 'access.json')
  const isThere = await readFile(path).then(() => true, () => false)
  const read = await readAccessFile({ path, newId, now: '' })
  if (!read.ok) return err({ kind: 'folder-taken' })
  const { workspace, hub } = read.value.replica
  if (isThere && workspace?.id !== id) return err({ kind: 'folder-taken' })
  const access = isThere ? read.value : NO_ACCESS
  const replica = { ...access.replica, workspace: { id, ...rest }, hub: hub ?? { id: newId(), mode: 'standby' as const, term: 0 } }
  await writeFileAtomic(path, `${JSON.stringify({ ...access, replica }, null, 2)}\n`, { mode: 0o600 })
  return ok({ personId })
}

/** The workspace's key, for a person whom the secretary has named. */
export async function fetchKey(host: HubAddress, token: string): Promise<Result<HubKeyAnswer, StandbyError>> {
  const url = new URL('/api/hosting/key', host.url)
  if (!isSecure(url)) return err({ kind: 'address-insecure' })
  const asked = await requestJson(url, { fingerprint: host.fingerprint, headers: { Authorization: `Bearer ${token}` } })
  if (!asked.ok) return asked
  const answer = HubKeyAnswerSchema.safeParse(asked.value.json)
  return asked.value.status === 200 && answer.success ? ok(answer.data) : err({ kind: 'refused', reason: errorOf(asked.value.json) })
}

function errorOf(json: unknown): string {
  return typeof json === 'object' && json !== null && 'error' in json && typeof json.error === 'string' ? json.error : 'answer-unknown'
}
