/** Whether this archive is the second record of a meeting, made by a hub that had lost touch with the other. */
export function isApart(file: string): boolean {
  return /-apart-[0-9a-f]{8}\.sqlite$/.test(file)
}
