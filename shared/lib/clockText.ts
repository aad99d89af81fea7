/** `07:12`, `1:07:12`. @param seconds whole, at least 0 */
export function clockText(seconds: number): string {
  const hours = Math.floor(seconds / 3600)
  const rest = `${pad(Math.floor(seconds / 60) % 60)}:${pad(seconds % 60)}`
  return hours > 0 ? `${hours}:${rest}` : rest
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}
