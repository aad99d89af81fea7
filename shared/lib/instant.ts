/** ISO 8601 with the offset of the place where it runs, to the second: `2026-03-05T14:30:00+08:00`. */
export function toInstant(date: Date): string {
  const offset = -date.getTimezoneOffset()
  const sign = offset < 0 ? '-' : '+'
  const hours = pad(Math.floor(Math.abs(offset) / 60))
  const minutes = pad(Math.abs(offset) % 60)
  const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, 19)
  return `${local}${sign}${hours}:${minutes}`
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
