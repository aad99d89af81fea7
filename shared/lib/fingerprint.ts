/**
 * A hub's fingerprint: SHA-256 of its public key (the SubjectPublicKeyInfo in DER), base64url without padding. Of the
 * key and not of the certificate, because a certificate must be made anew (browsers take none that is valid for long,
 * addresses change) while what people know has to stay.
 */
const FINGERPRINT = /^[\w-]{43}$/

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const DIGITS = 20n

export function isFingerprint(text: string): boolean {
  return FINGERPRINT.test(text)
}

/**
 * The form that people compare by eye and read out: `4821 0937 5561 2208 7719`, 66 bits of the fingerprint. Digits, so
 * that nobody takes it for an invitation code.
 */
export function fingerprintDigits(fingerprint: string): string {
  const value = [...fingerprint].reduce((sum, letter) => sum * 64n + BigInt(Math.max(0, ALPHABET.indexOf(letter))), 0n)
  const digits = (value % 10n ** DIGITS).toString().padStart(Number(DIGITS), '0')
  return (digits.match(/.{4}/g) ?? []).join(' ')
}
