/**
 * Runs in a page: puts a desktop's bridge on its window that hosts the given hub, and `sendMenuCommand` for the menu
 * above it. What the desktop would keep is kept for the tab. Types do not reach in there; the window's own code checks.
 */
/* oxlint-disable unicorn/consistent-function-scoping -- the function travels to the page alone */
export function installBridge({ url, secretaryInvite }: { readonly url: string; readonly secretaryInvite: string }): void {
  const ok = (value?: unknown) => Promise.resolve({ ok: true, value })
  const kept = (name: string): string | null => sessionStorage.getItem(name)
  const keep = (name: string, value: string | null): void => (value === null ? sessionStorage.removeItem(name) : sessionStorage.setItem(name, value))
  const network = { isShared: false, isFixed: false, isAnnounced: true, addresses: [], fingerprint: null, certificateHash: null }
  const running = { state: 'running', url, secretaryInvite, network }
  const listeners = new Set<(command: string) => void>()
  Object.assign(window, {
    sendMenuCommand: (command: string) => listeners.forEach((listener) => listener(command)),
    bridge: {
      readSettings: () => ok(JSON.parse(kept('settings') ?? '{"language":"zh-CN","theme":"light"}')),
      writeSettings: (settings: unknown) => {
        keep('settings', JSON.stringify(settings))
        return ok()
      },
      readSecret: (name: string) => ok(kept(name)),
      writeSecret: ({ name, value }: { readonly name: string; readonly value: string | null }) => {
        keep(name, value)
        return ok({ isProtected: false })
      },
      hostingState: () => ok(kept('hosting') === null ? { state: 'off' } : running),
      // As on a machine that can't sign.
      deviceKey: () => Promise.resolve({ ok: false, error: { kind: 'refused', detail: 'no Ed25519' } }),
      signAsDevice: () => Promise.resolve({ ok: false, error: { kind: 'refused', detail: 'no Ed25519' } }),
      // The hub is on this machine, and nobody is near.
      verifyHub: () => ok({ state: 'trusted' }),
      nearbyHubs: () => ok([]),
      startHosting: () => {
        keep('hosting', 'yes')
        return ok(running)
      },
      peerState: () => ok({ state: 'off' }),
      followHost: () => ok({ state: 'off' }),
      takeOver: () => ok({ state: 'off' }),
      onMenuCommand: (listener: (command: string) => void) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
    },
  })
}
