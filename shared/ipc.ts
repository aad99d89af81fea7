import { z } from 'zod'
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

const HostingStateSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('off') }),
  /** `url`: the hub's origin; `secretaryInvite`: a single-use invitation for the person at this machine. */
  z.object({ state: z.literal('running'), url: z.url(), secretaryInvite: z.string() }),
])
export type HostingState = z.infer<typeof HostingStateSchema>

const PickedFileSchema = z.object({ name: z.string(), bytes: z.instanceof(Uint8Array) })
export type PickedFile = z.infer<typeof PickedFileSchema>

/** Largest file that crosses IPC, in bytes. */
export const FILE_LIMIT = 64 * 1024 * 1024
const SECRET_LIMIT = 4096
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
  'clipboard:write': { argument: z.string().max(100_000), result: resultOf(z.undefined()) },
  'hosting:state': { argument: z.undefined(), result: resultOf(HostingStateSchema) },
  'hosting:start': { argument: z.object({ name: z.string().trim().min(1).max(100), language: LanguageSchema }), result: resultOf(HostingStateSchema) },
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
  readonly writeClipboard: (text: string) => Promise<ChannelResult<'clipboard:write'>>
  readonly hostingState: () => Promise<ChannelResult<'hosting:state'>>
  readonly startHosting: (workspace: ChannelArgument<'hosting:start'>) => Promise<ChannelResult<'hosting:start'>>
  /** @returns a function that stops listening. */
  readonly onMenuCommand: (listener: (command: MenuCommand) => void) => () => void
}
