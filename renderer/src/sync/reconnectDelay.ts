/** The longest wait before the hub is tried again, in ms. */
const LONGEST_MS = 5_000
const FIRST_MS = 800

/**
 * How long to wait before the next try, in ms: longer with each failure in a row, and never the same for everybody, so
 * that those who lost their hub in one moment do not all return in one. `random` is below 1.
 */
export function reconnectDelay(failures: number, random: number): number {
  const most = Math.min(LONGEST_MS, FIRST_MS * 2 ** failures)
  return Math.round(most * (0.2 + 0.8 * random))
}
