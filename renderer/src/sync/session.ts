import { z } from 'zod'
import { JoinedPersonSchema } from '../../../shared/api.ts'
import type { Host } from '../../../shared/host.ts'

const SECRET = 'session'

export const SessionSchema = z.object({
  hubUrl: z.url(),
  token: z.string(),
  person: JoinedPersonSchema,
  /** True on the desktop that runs the hub itself: its address may differ at every start. */
  isHosted: z.boolean(),
  /** The key that the hub proved when this was given, see `shared/lib/fingerprint.ts`; absent in a browser. */
  fingerprint: z.string().optional(),
})
/** Proof of who is at this window, given by the hub for an invitation. */
export type Session = z.infer<typeof SessionSchema>

/** The session kept by this machine, or null. A hosted one follows its hub to the address of this start. */
export async function loadSession(host: Host): Promise<Session | null> {
  const kept = await host.readSecret(SECRET)
  if (kept === null) return null
  const session = SessionSchema.safeParse(parseJson(kept))
  if (!session.success) return null
  if (!session.data.isHosted || !host.hosting) return session.data
  const hosting = await host.hosting.state()
  return hosting.ok && hosting.value.state === 'running' ? { ...session.data, hubUrl: hosting.value.url } : session.data
}

export function keepSession(host: Host, session: Session | null) {
  return host.writeSecret(SECRET, session && JSON.stringify(session))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
