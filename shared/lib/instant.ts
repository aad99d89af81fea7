/**
 * ISO 8601 with the offset of the place where it runs: `2026-03-05T14:30:00+08:00`. To the second, as people read it, or
 * to the millisecond for events, whose order two quick hands may settle.
 */
export function toInstant(date: Date, precision: 'seconds' | 'milliseconds' = 'seconds'): string {
  const offset = -date.getTimezoneOffset()
  const sign = offset < 0 ? '-' : '+'
  const hours = pad(Math.floor(Math.abs(offset) / 60))
  const minutes = pad(Math.abs(offset) % 60)
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, precision === 'seconds' ? 19 : 23)
  return `${local}${sign}${hours}:${minutes}`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
