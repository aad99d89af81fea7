import { join } from 'node:path'
import { resolvePage } from '../hub/http/resolvePage.ts'
import { isAppUrl } from './appOrigin.ts'

export type Asset =
  | { readonly status: 200; readonly path: string; readonly type: string }
  | { readonly status: 400 | 404 | 405 }

/**
 * Which file of `root` a request to the app's own scheme means. The answer's path is always inside `root`; whether the
 * file exists is for the caller to see.
 */
export function resolveAsset(root: string, method: string, url: string): Asset {
  if (!isAppUrl(url)) return { status: 404 }
  const page = resolvePage(method, new URL(url).pathname)
  return page.status === 200 ? { status: 200, path: join(root, ...page.names), type: page.type } : page
}
