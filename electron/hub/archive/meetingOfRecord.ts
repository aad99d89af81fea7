/**
 * Whose record a file `2026/20260305-<id>.sqlite` is by its name, the meeting's own or one made apart; undefined if it is
 * nobody's, or a correction: that differs from the others on purpose.
 */
export function meetingOfRecord(file: string): string | undefined {
  return /-corr-\d+/.test(file) ? undefined : /^\d{4}\/\d{8}-([\w-]+?)(?:-apart-[0-9a-f]{8})*\.sqlite$/.exec(file)?.[1]
}
