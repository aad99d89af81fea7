import { toInstant } from '../../shared/lib/instant.ts'

const DAY = /^\d{4}-\d\d-\d\d$/
const DAY_AND_TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d)?(?:\.\d+)?(Z|[+-]\d\d:?\d\d)?$/i

/**
 * What scripts write for an instant: a day, or a day and a time, with or without offset; without one it is this
 * machine's own time. @returns ISO 8601 with offset, or undefined if there is no such moment.
 */
export function readInstant(text: string): string | undefined {
  const trimmed = text.trim()
  if (DAY.test(trimmed)) return localInstant(`${trimmed}T00:00:00`)
  const parts = DAY_AND_TIME.exec(trimmed)
  if (!parts) return undefined
  const [, day = '', time = '', seconds = ':00', offset] = parts
  const local = `${day}T${time}${seconds}`
  if (offset === undefined) return localInstant(local)
  const colon = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase()
  return isReal(local) && !Number.isNaN(Date.parse(`${local}${colon}`)) ? `${local}${colon}` : undefined
}

function localInstant(local: string): string | undefined {
  return isReal(local) ? toInstant(new Date(local)) : undefined
}

/** `Date` would quietly make 30 February the 2nd of March. */
function isReal(local: string): boolean {
  const moment = new Date(`${local}Z`)
  return !Number.isNaN(moment.getTime()) && moment.toISOString().slice(0, 19) === local
}
