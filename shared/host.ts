import type { FollowRequest, HostError, HostingState, HubVerdict, MenuCommand, NearbyHub, PeerHostState, PickedFile } from './ipc.ts'
import type { ProjectorAddress } from './lib/projectorLink.ts'
import type { Result } from './lib/result.ts'
import type { Language, Settings } from './schema/settings.ts'

/**
 * What a window may ask of the machine it is on. Two implementations: the desktop's bridge and a plain browser. A
 * capability that a host lacks is an absent property. Document changes never pass here: they go over the hub's socket.
 */
export interface Host {
  readonly kind: 'desktop' | 'browser'
  /** Origin of the hub that served this page; only the browser edition has one. */
  readonly servedBy?: string
  readSettings(): Promise<Settings>
  writeSettings(settings: Settings): Promise<Result<void, HostError>>
  /** A session token kept under `name`, or null. */
  readSecret(name: string): Promise<string | null>
  /** `null` forgets. `isProtected` tells whether the system's keychain guards it; if not, the screen says so. */
  writeSecret(name: string, value: string | null): Promise<Result<{ readonly isProtected: boolean }, HostError>>
  /** Asks where to, and writes. `cancelled` when the person gives up. */
  saveFile(name: string, bytes: Uint8Array): Promise<Result<void, HostError>>
  pickFile(extensions: readonly string[]): Promise<Result<PickedFile, HostError>>
  /** Opens an https address in the system's browser; anything else is `refused`. */
  openExternal(url: string): Promise<Result<void, HostError>>
  copyText(text: string): Promise<Result<void, HostError>>
  /** Opens a window or tab for the big screen, on a second display where the host knows one. Nothing of this window goes along. */
  openProjector(address: ProjectorAddress): Promise<Result<void, HostError>>
  /** Present where there is an application menu. */
  readonly menu?: { onCommand(listener: (command: MenuCommand) => void): () => void }
  /** Present where this machine can run the hub itself. */
  readonly hosting?: Hosting
  /** Present where this machine can keep a copy of a workspace and take it over. */
  readonly standby?: StandbyHost
  /** Present where this machine has a key of its own to sign with; in a browser the page makes one. */
  readonly device?: DeviceSigning
  /** Present where the machine decides itself which hubs to believe; a browser does that with its owner. */
  readonly trust?: HubTrust
}

export interface DeviceSigning {
  /** 32 bytes of Ed25519. `isProtected` tells whether the system's keychain guards the private key. */
  publicKey(): Promise<Result<{ readonly publicKey: Uint8Array; readonly isProtected: boolean }, HostError>>
  /** Signs what a witness says of a checkpoint; anything else is `refused`. */
  sign(message: Uint8Array): Promise<Result<Uint8Array, HostError>>
}

export interface HubTrust {
  /** Ask before the first request to a hub. With a fingerprint the hub must prove that key, and it is remembered. */
  verify(hubUrl: string, fingerprint: string | null): Promise<Result<HubVerdict, HostError>>
  /** Hubs that announce themselves nearby, as heard so far: ask again while people look. */
  nearby(): Promise<Result<readonly NearbyHub[], HostError>>
}

export interface Hosting {
  state(): Promise<Result<HostingState, HostError>>
  /** Creates the workspace in this machine's own folder, or goes on with the one that is there. */
  start(workspace: { readonly name: string; readonly language: Language }): Promise<Result<HostingState, HostError>>
  /** Lets others on the network in, or nobody but this computer. Kept for the next start. */
  setNetwork(network: { readonly isShared: boolean; readonly isAnnounced: boolean }): Promise<Result<HostingState, HostError>>
}

export interface StandbyHost {
  state(): Promise<Result<PeerHostState, HostError>>
  /** Keeps a copy, for a person whom the secretary has named. Again for the same workspace changes nothing. */
  follow(request: FollowRequest): Promise<Result<PeerHostState, HostError>>
  /** Hosts from now on, from this machine's copy. */
  takeOver(): Promise<Result<PeerHostState, HostError>>
}
