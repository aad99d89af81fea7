import { contextBridge, ipcRenderer } from 'electron'
import type { Bridge, Channel, ChannelArgument, ChannelResult, MENU_EVENT, MenuCommand } from '../../shared/ipc.ts'

// Types only from shared: the schemas would bring their library into a file that must stay one small CommonJS script.
const menuEvent: typeof MENU_EVENT = 'menu:command'

function invoke<C extends Channel>(channel: C, argument?: ChannelArgument<C>): Promise<ChannelResult<C>> {
  return ipcRenderer.invoke(channel, argument)
}

const bridge: Bridge = {
  readSettings: () => invoke('settings:read'),
  writeSettings: (settings) => invoke('settings:write', settings),
  readSecret: (name) => invoke('secret:read', name),
  writeSecret: (secret) => invoke('secret:write', secret),
  saveFile: (file) => invoke('file:save', file),
  pickFile: (request) => invoke('file:pick', request),
  openExternal: (url) => invoke('external:open', url),
  openProjector: (address) => invoke('projector:open', address),
  writeClipboard: (text) => invoke('clipboard:write', text),
  deviceKey: () => invoke('device:key'),
  signAsDevice: (message) => invoke('device:sign', new Uint8Array(message)),
  hostingState: () => invoke('hosting:state'),
  setHostingNetwork: (network) => invoke('hosting:network', network),
  verifyHub: (hub) => invoke('hub:verify', hub),
  nearbyHubs: () => invoke('hub:nearby'),
  startHosting: (workspace) => invoke('hosting:start', workspace),
  peerState: () => invoke('peer:state'),
  followHost: (request) => invoke('peer:follow', request),
  takeOver: () => invoke('peer:take-over'),
  onMenuCommand: (listener) => {
    // The event object would hand the page a way to answer main; only the command passes.
    const deliver = (_event: unknown, command: MenuCommand): void => listener(command)
    ipcRenderer.on(menuEvent, deliver)
    return () => {
      ipcRenderer.removeListener(menuEvent, deliver)
    }
  },
}

contextBridge.exposeInMainWorld('bridge', bridge)
