/**
 * Whether an address may be handed to the operating system. Only https without credentials: every other scheme may
 * start a program (`file:`, `smb:`, `ms-…:`), and a name before `@` is there to deceive.
 */
export function isOpenableExternally(url: string): boolean {
  if (url.length > 2048 || !URL.canParse(url)) return false
  const { protocol, username, password } = new URL(url)
  return protocol === 'https:' && username === '' && password === ''
}
