import type { Host } from '../../../shared/host.ts'

/**
 * The browser edition opens without its hub where browsers allow that: on https and on this very machine. Over plain
 * http on a network there is no service worker, and a page that is open already goes on working.
 */
export function registerServiceWorker(host: Host): void {
  if (host.kind !== 'browser' || !import.meta.env.PROD || !window.isSecureContext || !('serviceWorker' in navigator)) return
  // Without one everything works while the hub is there: nothing to tell anybody.
  void navigator.serviceWorker.register('./sw.js', { updateViaCache: 'none' }).catch(() => undefined)
}
