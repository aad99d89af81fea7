/** How many colours `hue-0` … there are for telling people apart. They mean nothing else, and a name always stands by. */
export const HUES = 8

/** The same colour for the same person on every machine. */
export function caretHue(personId: string): number {
  let sum = 0
  for (const character of personId) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521
  return sum % HUES
}
