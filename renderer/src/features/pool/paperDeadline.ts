import type { Body } from '../../../../shared/schema/body.ts'

const HOUR = 3_600_000

/** When papers have to be in by the body's rules; null where no body or no such rule is known. */
export function paperDeadline(startsAt: string, body: Pick<Body, 'paperHours'> | undefined): Date | null {
  return body && body.paperHours > 0 ? new Date(Date.parse(startsAt) - body.paperHours * HOUR) : null
}
