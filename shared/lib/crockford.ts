/** Crockford's base 32: no I, L, O, U, so that a code can be read out and written down. */
export const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const GROUP = 4

/** `K7QX-M2PD-9RTW`. */
export function inGroups(letters: string): string {
  return (letters.match(new RegExp(`.{1,${GROUP}}`, 'g')) ?? []).join('-')
}
