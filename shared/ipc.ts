import { z } from 'zod'
import { isFingerprint } from './lib/fingerprint.ts'
import { SettingsSchema, LanguageSchema } from './schema/settings.ts'

const HostErrorSchema = z.object({
  kind: z.enum(['refused', 'cancelled', 'disk-full', 'not-writable', 'too-large', 'unreadable', 'hosting-failed', 'invalid-argument']),
  /** Plain words for the log; never a path or a stack. */
  detail: z.string().optional(),
})
/** Why the machine could not do what was asked. */
export type HostError = z.infer<typeof HostErrorSchema>

function resultOf<T extends z.ZodType>(value: T) {
  return z.union([
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), error: HostErrorSchema }),
  ])
}

const HostingNetworkSchema = z.object({
  /** Whether others on the network get in. */
  isShared: z.boolean(),
  /** True where an administrator has set the address: then it is not for the screen to change. */
  isFixed: z.boolean(),
  /** Whether it makes itself known to computers nearby while others get in. */
  isAnnounced: z.boolean(),
  /** Origins by which others may reach it, the likeliest first; empty while shared means that there is no network. */
  addresses: z.array(z.string()),
  /** See `lib/fingerprint.ts`; null while others do not get in, or get in without encryption. */
  fingerprint: z.string().nullable(),
  certificateHash: z.string().nullable(),
})
export type HostingNetwork = z.infer<typeof HostingNetworkSchema>

const HostingStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }),
  /** `url`: the hub's origin; `secretaryInvite`: a single-use invitation for the person at this machine. */
  z.object({ state: z.literal('running'), url: z.url(), secretaryInvite: z.string(), network: HostingNetworkSchema }),
])
export type HostingState = z.infer<typeof HostingStateSchema>

const HubVerdictSchema = z.discriminatedUnion('state', [
  /** It is on this machine, proved the key that is known of it, or an authority vouches for it. */
  z.object({ state: z.literal('trusted') }),
  /** Nobody has said which key it should have: a person must compare this one. */
  z.object({ state: z.literal('unknown'), fingerprint: z.string() }),
  /** It proved another key than the one that is known: another machine, or somebody in between. */
  z.object({ state: z.literal('changed'), fingerprint: z.string() }),
  /** It would speak plain http over a network. */
  z.object({ state: z.literal('unencrypted') }),
  z.object({ state: z.literal('unreachable') }),
  /** Right now, but this start has refused the same certificate before, and that is remembered until it ends. */
  z.object({ state: z.literal('restart-needed') }),
])
/** Whether a window may talk to a hub. Nothing but a handshake was sent to find out. */
export type HubVerdict = z.infer<typeof HubVerdictSchema>

const NearbyHubSchema = z.object({ workspaceName: z.string(), workspaceId: z.string().nullable(), url: z.url(), fingerprint: z.string() })
/** A hub that announces itself on the network; nothing about it is proved. */
export type NearbyHub = z.infer<typeof NearbyHubSchema>
/** `off`: this machine keeps no copy; `not-saving`: it should, and its disk does not even let one begin. `url`: origin of this machine's own hub, also while it serves nobody. */
const PeerHostStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.enum(['off', 'not-saving']) }),
  z.object({ state: z.literal('hosting'), url: z.url() }),
  /** Keeps up with the host. `isCopied`: the copy is whole. `isSaving`: false while this machine's disk refuses it. */
  z.object({ state: z.literal('following'), url: z.url(), isCopied: z.boolean(), isSaving: z.boolean() }),
  /** The host is not to be had; `hasLeft`: it went on purpose. */
  z.object({ state: z.literal('alone'), url: z.url(), isCopied: z.boolean(), isSaving: z.boolean(), hasLeft: z.boolean() }),
])
export type PeerHostState = z.infer<typeof PeerHostStateSchema>

const FollowRequestSchema = z.object({
  hubUrl: z.url({ protocol: /^https?$/ }).max(300),
  /** See `lib/fingerprint.ts`; null where the hub speaks plain http on this very machine. */
  fingerprint: z.string().max(200).nullable(),
  token: z.string().min(1).max(200),
  personId: z.string().max(64),
  /** True if the window's own machine hosts this workspace, or used to. */
  isHosted: z.boolean(),
})
export type FollowRequest = z.infer<typeof FollowRequestSchema>

const PickedFileSchema = z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) })
export type PickedFile = z.infer<typeof PickedFileSchema>

/** Largest file that crosses IPC, in bytes. */
export const FILE_LIMIT = 64 * 1024 * 1024
const SECRET_LIMIT = 4096
const SIGNED_LIMIT = 4096
const secretName = z.string().regex(/^[\w:./-]{1,200}$/)

/**
 * Every channel between a window and the desktop's main process: argument and result. A channel exists only here, once
 * in the preload (a function of its own) and once in main (a handler). The answer is always a `Result`.
 */
export const CHANNELS = {
  'settings:read': { argument: z.undefined(), result: resultOf(SettingsSchema) },
  'settings:write': { argument: SettingsSchema, result: resultOf(z.undefined()) },
  'secret:read': { argument: secretName, result: resultOf(z.string().nullable()) },
  /** `value: null` forgets. `isProtected` is false where the system offers no keychain; the window says so. */
  'secret:write': {
    argument: z.object({ name: secretName, value: z.string().max(SECRET_LIMIT).nullable() }),
    result: resultOf(z.object({ isProtected: z.boolean() })),
  },
  'file:save': {
    argument: z.object({ name: z.string().min(1).max(255), bytes: z.instanceof(Uint8Array).refine((b) => b.length <= FILE_LIMIT) }),
    result: resultOf(z.undefined()),
  },
  'file:pick': { argument: z.object({ extensions: z.array(z.string().regex(/^[a-z0-9]{1,10}$/)).max(20) }), result: resultOf(PickedFileSchema) },
  'external:open': { argument: z.url({ protocol: /^https$/ }).max(2048), result: resultOf(z.undefined()) },
  /** The address as in `projectorLink`; the window gets nothing else. */
  'projector:open': {
    argument: z.object({
      hubUrl: z.url({ protocol: /^https?$/ }).max(300),
      code: z.string().regex(/^[\w-]{20,100}$/),
      language: LanguageSchema,
      theme: z.enum(['light', 'dark']),
    }),
    result: resultOf(z.undefined()),
  },
  'clipboard:write': { argument: z.string().max(100_000), result: resultOf(z.undefined()) },
  'device:key': { argument: z.undefined(), result: resultOf(z.object({ publicKey: z.instanceof(Uint8Array), isProtected: z.boolean() })) },
  /** Of a checkpoint of the ledger only. */
  'device:sign': { argument: z.instanceof(Uint8Array).refine((bytes) => bytes.length <= SIGNED_LIMIT), result: resultOf(z.instanceof(Uint8Array)) },
  'hosting:state': { argument: z.undefined(), result: resultOf(HostingStateSchema) },
  'hosting:network': { argument: z.object({ isShared: z.boolean(), isAnnounced: z.boolean() }), result: resultOf(HostingStateSchema) },
  /** `fingerprint`: the one that an invitation named or a person compared; it is pinned if the hub proves it. */
  'hub:verify': {
    argument: z.object({ hubUrl: z.url({ protocol: /^https?$/ }).max(300), fingerprint: z.string().refine(isFingerprint).nullable() }),
    result: resultOf(HubVerdictSchema),
  },
  'hub:nearby': { argument: z.undefined(), result: resultOf(z.array(NearbyHubSchema).readonly()) },
  'hosting:start': { argument: z.object({ name: z.string().trim().min(1).max(100), language: LanguageSchema }), result: resultOf(HostingStateSchema) },
  'peer:state': { argument: z.undefined(), result: resultOf(PeerHostStateSchema) },
  /** Keeps a copy for the person at this window, whom the secretary has named; the session proves it. */
  'peer:follow': { argument: FollowRequestSchema, result: resultOf(PeerHostStateSchema) },
  'peer:take-over': { argument: z.undefined(), result: resultOf(PeerHostStateSchema) },
} as const

export type Channel = keyof typeof CHANNELS
export type ChannelArgument<C extends Channel> = z.infer<(typeof CHANNELS)[C]['argument']>
export type ChannelResult<C extends Channel> = z.infer<(typeof CHANNELS)[C]['result']>

/** Commands of the application menu; the window carries them out. */
export const MenuCommandSchema = z.enum(['open-palette', 'open-today', 'open-archive', 'open-settings', 'show-keys', 'toggle-theme', 'undo', 'redo'])
export type MenuCommand = z.infer<typeof MenuCommandSchema>

/** The one event main sends to a window. */
export const MENU_EVENT = 'menu:command'

/** What the preload puts on `window.bridge`: one function per channel, nothing else. */
export interface Bridge {
  readonly readSettings: () => Promise<ChannelResult<'settings:read'>>
  readonly writeSettings: (settings: ChannelArgument<'settings:write'>) => Promise<ChannelResult<'settings:write'>>
  readonly readSecret: (name: string) => Promise<ChannelResult<'secret:read'>>
  readonly writeSecret: (secret: ChannelArgument<'secret:write'>) => Promise<ChannelResult<'secret:write'>>
  readonly saveFile: (file: ChannelArgument<'file:save'>) => Promise<ChannelResult<'file:save'>>
  readonly pickFile: (request: ChannelArgument<'file:pick'>) => Promise<ChannelResult<'file:pick'>>
  readonly openExternal: (url: string) => Promise<ChannelResult<'external:open'>>
  readonly openProjector: (address: ChannelArgument<'projector:open'>) => Promise<ChannelResult<'projector:open'>>
  readonly writeClipboard: (text: string) => Promise<ChannelResult<'clipboard:write'>>
  readonly deviceKey: () => Promise<ChannelResult<'device:key'>>
  readonly signAsDevice: (message: Uint8Array) => Promise<ChannelResult<'device:sign'>>
  readonly hostingState: () => Promise<ChannelResult<'hosting:state'>>
  readonly setHostingNetwork: (network: ChannelArgument<'hosting:network'>) => Promise<ChannelResult<'hosting:network'>>
  readonly verifyHub: (hub: ChannelArgument<'hub:verify'>) => Promise<ChannelResult<'hub:verify'>>
  readonly nearbyHubs: () => Promise<ChannelResult<'hub:nearby'>>
  readonly startHosting: (workspace: ChannelArgument<'hosting:start'>) => Promise<ChannelResult<'hosting:start'>>
  readonly peerState: () => Promise<ChannelResult<'peer:state'>>
  readonly followHost: (request: ChannelArgument<'peer:follow'>) => Promise<ChannelResult<'peer:follow'>>
  readonly takeOver: () => Promise<ChannelResult<'peer:take-over'>>
  /** @returns a function that stops listening. */
  readonly onMenuCommand: (listener: (command: MenuCommand) => void) => () => void
}
