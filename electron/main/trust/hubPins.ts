import { z } from 'zod'
import { isFingerprint } from '../../../shared/lib/fingerprint.ts'
import { jsonFile } from '../jsonFile.ts'
import type { Log } from '../log.ts'

const PinsSchema = z.array(z.object({ hub: z.url(), fingerprint: z.string().refine(isFingerprint) }))
type Pin = z.infer<typeof PinsSchema>[number]

/** Which key each hub must prove, by its origin, as invitations said or people compared. */
export interface HubPins {
  of(hub: string): string | undefined
  /** Chromium asks about a host name without its port: the keys of all hubs on it. */
  ofHostname(hostname: string): readonly string[]
  /** Replaces what was known of this hub. @throws the system's error; nothing has changed then. */
  pin(hub: string, fingerprint: string): Promise<void>
  settle(): Promise<void>
}

/** Hubs that one machine remembers; the oldest go first. */
const MOST_PINS = 500

export async function openHubPins(path: string, log: Log): Promise<HubPins> {
  const file = jsonFile(path, PinsSchema, log)
  const held: { pins: readonly Pin[] } = { pins: (await file.read()) ?? [] }
  return {
    of: (hub) => held.pins.find((pin) => pin.hub === hub)?.fingerprint,
    ofHostname: (hostname) => held.pins.filter(({ hub }) => plainHostname(hub) === hostname).map(({ fingerprint }) => fingerprint),
    pin: async (hub, fingerprint) => {
      const pins = [...held.pins.filter((pin) => pin.hub !== hub), { hub, fingerprint }].slice(-MOST_PINS)
      await file.write(pins)
      held.pins = pins
    },
    settle: () => file.settle(),
  }
}

/** As certificates are asked about: IPv6 addresses without brackets. */
export function plainHostname(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '')
}
