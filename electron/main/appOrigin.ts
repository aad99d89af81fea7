import { DESKTOP_ORIGIN } from '../../shared/api.ts'

const APP_SCHEME = 'app'
const APP_HOST = 'huishang'

/** The scheme is ours alone, so that no page from elsewhere can ever share the window's origin. */
export const APP = { scheme: APP_SCHEME, host: APP_HOST, origin: DESKTOP_ORIGIN } as const

/** Whether `url` is a page of ours. Decided by the parser: `app://huishang.evil/` and `app://x@huishang/` are not. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, host, username, password } = new URL(url)
  return protocol === `${APP_SCHEME}:` && host === APP_HOST && username === '' && password === ''
}
