import { clipboard, shell } from 'electron'
import { err, ok } from '../../shared/lib/result.ts'
import type { DeviceKey } from './deviceKey.ts'
import { diskError } from './diskError.ts'
import { pickFile, saveFile } from './fileDialogs.ts'
import type { Hosting } from './hosting.ts'
import type { Handlers } from './ipc.ts'
import { isOpenableExternally } from './isOpenableExternally.ts'
import type { NearbyHubs } from './nearbyHubs.ts'
import type { ProjectorWindow } from './projectorWindow.ts'
import type { SecretStore } from './secretStore.ts'
import type { Standby } from './standby.ts'
import type { SettingsStore } from './settingsStore.ts'
import type { HubTrust } from './trust/hubTrust.ts'

export interface HandlerParts {
  readonly settings: SettingsStore
  readonly secrets: SecretStore
  readonly device: DeviceKey
  readonly hosting: Hosting
  readonly standby: Standby
  readonly trust: HubTrust
  readonly nearby: NearbyHubs
  readonly projector: ProjectorWindow
}

/** What each channel does. */
export function createHandlers({ settings, secrets, device, hosting, standby, trust, nearby, projector }: HandlerParts): Handlers {
  return {
    'settings:read': async () => ok(settings.current()),
    'settings:write': (changed) => settings.write(changed).then(() => ok(undefined), diskError),
    'secret:read': async (name) => ok(await secrets.read(name)),
    'secret:write': ({ name, value }) => secrets.write(name, value).then((kept) => ok(kept), diskError),
    'file:save': saveFile,
    'file:pick': pickFile,
    'external:open': async (url) => {
      if (!isOpenableExternally(url)) return err({ kind: 'refused' })
      await shell.openExternal(url)
      return ok(undefined)
    },
    'projector:open': async (address) => {
      if ((await trust.verify(address.hubUrl, null)).state !== 'trusted') return err({ kind: 'refused' })
      await projector.open(address)
      return ok(undefined)
    },
    'clipboard:write': async (text) => {
      clipboard.writeText(text)
      return ok(undefined)
    },
    'device:key': () => device.publicKey(),
    'device:sign': (message) => device.sign(message),
    'hosting:state': async () => ok(await hosting.state()),
    'peer:state': async () => ok(await standby.state()),
    'peer:follow': (request) => standby.follow(request),
    'peer:take-over': () => standby.takeOver(),
    'hosting:start': (workspace) => hosting.start(workspace),
    'hosting:network': (network) => hosting.setNetwork(network),
    'hub:verify': async ({ hubUrl, fingerprint }) => ok(await trust.verify(hubUrl, fingerprint)),
    'hub:nearby': async () => ok(nearby.list()),
  }
}
