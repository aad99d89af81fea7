import type { Host } from '../../../shared/host.ts'
import type { Bridge } from '../../../shared/ipc.ts'
import { DEFAULT_SETTINGS } from '../../../shared/schema/settings.ts'

/** The desktop edition: every capability is one function of the preload's bridge. */
export function desktopHost(bridge: Bridge): Host {
  return {
    kind: 'desktop',
    async readSettings() {
      const settings = await bridge.readSettings()
      return settings.ok ? settings.value : DEFAULT_SETTINGS
    },
    writeSettings: async (settings) => bridge.writeSettings(settings),
    async readSecret(name) {
      const secret = await bridge.readSecret(name)
      return secret.ok ? secret.value : null
    },
    writeSecret: async (name, value) => bridge.writeSecret({ name, value }),
    saveFile: async (name, bytes) => bridge.saveFile({ name, bytes: new Uint8Array(bytes) }),
    pickFile: async (extensions) => bridge.pickFile({ extensions: [...extensions] }),
    openExternal: async (url) => bridge.openExternal(url),
    copyText: async (text) => bridge.writeClipboard(text),
    openProjector: async (address) => bridge.openProjector(address),
    menu: { onCommand: bridge.onMenuCommand },
    device: {
      publicKey: async () => bridge.deviceKey(),
      sign: async (message) => bridge.signAsDevice(message),
    },
    standby: {
      state: async () => bridge.peerState(),
      follow: async (request) => bridge.followHost(request),
      takeOver: async () => bridge.takeOver(),
    },
    hosting: {
      state: async () => bridge.hostingState(),
      start: async (workspace) => bridge.startHosting(workspace),
      setNetwork: async (network) => bridge.setHostingNetwork(network),
    },
    trust: {
      verify: async (hubUrl, fingerprint) => bridge.verifyHub({ hubUrl, fingerprint }),
      nearby: async () => bridge.nearbyHubs(),
    },
  }
}
