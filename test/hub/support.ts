import { join } from 'node:path'
import { vi } from 'vitest'
import { createHub, type Hub, type HubOptions, type HubSubstitutes } from '../../electron/hub/createHub.ts'
import type { JoinAnswer } from '../../shared/api.ts'
import { atEnd } from '../support/atEnd.ts'
import { emptyFolder } from '../support/emptyFolder.ts'

export const NOON = new Date('2026-03-05T12:00:00+08:00')

/** Waits until `check` no longer throws. Long, because a busy machine is no failure. */
export function eventually<T>(check: () => T | Promise<T>): Promise<T> {
  return vi.waitFor(check, { timeout: 15_000, interval: 10 })
}

export function hubOptions(dataDir: string, options: Partial<HubOptions> = {}): HubOptions {
  return {
    dataDir,
    host: '127.0.0.1',
    port: 0,
    rendererDir: join(dataDir, 'no-pages'),
    allowOrigins: ['app://huishang'],
    workspace: { name: '大城管', language: 'zh-CN' },
    log: () => undefined,
    now: () => NOON,
    ...options,
  }
}

/** A hub on a free port of loopback, closed at the end of the test. */
export async function startHub(options: Partial<HubOptions> = {}, substitutes: HubSubstitutes = {}): Promise<Hub & { readonly dataDir: string }> {
  const dataDir = options.dataDir ?? (await emptyFolder())
  const started = await createHub(hubOptions(dataDir, options), substitutes)
  if (!started.ok) throw new Error(`the hub did not start: ${started.error.kind}`)
  atEnd(started.value.close)
  return { ...started.value, dataDir }
}

export interface Answer {
  readonly status: number
  readonly json: Record<string, unknown>
}

export async function request(url: string, method: string, path: string, token?: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { ...(token !== undefined && { Authorization: `Bearer ${token}` }), 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  })
  return { status: response.status, json: (await response.json()) as Record<string, unknown> }
}

export async function joinHub(url: string, invite: string, name: string): Promise<JoinAnswer> {
  const { status, json } = await request(url, 'POST', '/api/join', undefined, { invite, name })
  if (status !== 200) throw new Error(`joining failed: ${JSON.stringify(json)}`)
  return json as unknown as JoinAnswer
}

/** Joins somebody new by an invitation of the secretary's. */
export async function joinAs(url: string, secretary: string, role: string, name: string, departmentId?: string): Promise<JoinAnswer> {
  const { json } = await request(url, 'POST', '/api/invitations', secretary, { role, ...(departmentId && { departmentId }) })
  return joinHub(url, String(json['invite']), name)
}

export async function newMeeting(url: string, token: string, fields: Record<string, unknown> = {}): Promise<{ id: string; room: string }> {
  const { status, json } = await request(url, 'POST', '/api/meetings', token, { title: '综合会商', startsAt: '2026-03-05T14:30:00+08:00', ...fields })
  if (status !== 200) throw new Error(`no meeting: ${JSON.stringify(json)}`)
  return json as { id: string; room: string }
}
