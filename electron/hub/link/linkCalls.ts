import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Who called, and both nonces of the call. */
export interface LinkCall {
  readonly caller: string
  readonly callerNonce: string
  readonly calleeNonce: string
}

export interface LinkCalls {
  /** The nonce for one call. */
  answer(call: Omit<LinkCall, 'calleeNonce'>): string
  /** Whether it is a nonce of ours for this caller, and still good. */
  isOurs(call: LinkCall): boolean
  /** Call when the caller has proved itself. @returns false if somebody did so with the same nonce before. */
  use(call: LinkCall): boolean
}

const CALL_LIFE_MS = 30_000

/**
 * The nonces that this hub gives to callers. They carry their own seal and nothing is kept of a call, so that nobody who
 * only calls can fill a memory, or push out the call of an honest hub.
 * @param now milliseconds of a clock that only goes forward
 */
export function linkCalls(now: () => number): LinkCalls {
  const secret = randomBytes(32)
  const used = new Map<string, number>()
  const sealOf = (head: string, { caller, callerNonce }: Omit<LinkCall, 'calleeNonce'>): string =>
    createHmac('sha256', secret).update(JSON.stringify([head, caller, callerNonce])).digest('base64url')
  return {
    answer: (call) => {
      const head = `${Math.ceil(now() + CALL_LIFE_MS).toString(36)}.${randomBytes(18).toString('base64url')}`
      return `${head}.${sealOf(head, call)}`
    },
    isOurs: (call) => {
      const [until = '', random = '', seal = ''] = call.calleeNonce.split('.')
      const expected = Buffer.from(sealOf(`${until}.${random}`, call))
      const given = Buffer.from(seal)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return false
      return Number.parseInt(until, 36) >= now() && !used.has(call.calleeNonce)
    },
    use: ({ calleeNonce }) => {
      for (const [nonce, until] of used) if (until < now()) used.delete(nonce)
      if (used.has(calleeNonce)) return false
      used.set(calleeNonce, now() + CALL_LIFE_MS)
      return true
    },
  }
}
