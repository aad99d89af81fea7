/** A number as tables of a record show it: one decimal at most. */
export function figure(value: number): string {
  return String(Math.round(value * 10) / 10)
}
