import type { Host } from '../../../shared/host.ts'
import type { Bridge } from '../../../shared/ipc.ts'
import { browserHost } from './browserHost.ts'
import { desktopHost } from './desktopHost.ts'

/** The only place that asks where it runs: the desktop's preload puts `bridge` on the window. */
export function pickHost(window: Window & { readonly bridge?: Bridge }): Host {
  return window.bridge ? desktopHost(window.bridge) : browserHost(window)
}
