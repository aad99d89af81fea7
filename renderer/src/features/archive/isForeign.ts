/** Whether this archive came from elsewhere: the hub gives it a name that no meeting of the workspace has. */
export function isForeign(file: string): boolean {
  return /-foreign-[0-9a-f]{8}(?:-apart-[0-9a-f]{8})*\.sqlite$/.test(file)
}
