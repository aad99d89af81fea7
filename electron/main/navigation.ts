import type { WebContents } from 'electron'
import { isAppUrl } from './appOrigin.ts'
import { isOpenableExternally } from './isOpenableExternally.ts'

/** Keeps a window on our own pages. What it would open elsewhere goes to the system's browser if that is safe, or nowhere. */
export function guardNavigation(contents: WebContents, openExternal: (url: string) => void): void {
  contents.on('will-navigate', stayHome)
  contents.on('will-frame-navigate', stayHome)
  contents.on('will-redirect', stayHome)
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    if (isOpenableExternally(url)) openExternal(url)
    return { action: 'deny' }
  })
}

function stayHome(event: { readonly url: string; preventDefault(): void }): void {
  if (!isAppUrl(event.url)) event.preventDefault()
}
