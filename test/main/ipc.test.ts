import type { IpcMainInvokeEvent } from 'electron'
import { expect, test, vi } from 'vitest'
import { handleChannels, type Handlers } from '../../electron/main/ipc.ts'
import { CHANNELS, MENU_EVENT, type Bridge, type Channel } from '../../shared/ipc.ts'
import { DEFAULT_SETTINGS } from '../../shared/schema/settings.ts'

const electron = vi.hoisted(() => ({
  exposed: new Map<string, object>(),
  invoked: [] as { channel: string; argument: unknown }[],
  listeners: new Map<string, (event: unknown, command: unknown) => void>(),
}))
vi.mock('electron', () => ({
  contextBridge: { exposeInMainWorld: (name: string, api: object) => electron.exposed.set(name, api) },
  ipcRenderer: {
    invoke: (channel: string, argument: unknown) => void electron.invoked.push({ channel, argument }),
    on: (event: string, listener: (event: unknown, command: unknown) => void) => electron.listeners.set(event, listener),
    removeListener: (event: string) => electron.listeners.delete(event),
  },
}))

const BRIDGE_KEYS: Record<keyof Bridge, true> = {
  readSettings: true, writeSettings: true, readSecret: true, writeSecret: true, saveFile: true, pickFile: true,
  openExternal: true, openProjector: true, writeClipboard: true, hostingState: true, startHosting: true, setHostingNetwork: true, verifyHub: true, nearbyHubs: true,
  deviceKey: true, signAsDevice: true, peerState: true, followHost: true, takeOver: true, onMenuCommand: true,
}

test('[F3] the preload offers the bridge and nothing else: every channel once, no event object', async () => {
  await import('../../electron/preload/index.ts')
  expect([...electron.exposed.keys()]).toEqual(['bridge'])
  const bridge = electron.exposed.get('bridge') as Bridge
  expect(Object.keys(bridge).toSorted()).toEqual(Object.keys(BRIDGE_KEYS).toSorted())

  const calls: Record<string, (argument: unknown) => unknown> = { ...bridge as unknown as Record<string, (argument: unknown) => unknown> }
  delete calls['onMenuCommand']
  for (const call of Object.values(calls)) call('x')
  expect(electron.invoked.map(({ channel }) => channel).toSorted()).toEqual(Object.keys(CHANNELS).toSorted())

  const heard: unknown[] = []
  const stop = bridge.onMenuCommand((...args) => heard.push(args))
  electron.listeners.get(MENU_EVENT)?.({ sender: 'main' }, 'undo')
  stop()
  expect({ heard, left: [...electron.listeners] }).toEqual({ heard: [['undo']], left: [] })
})

type Listener = (event: IpcMainInvokeEvent, argument: unknown) => unknown
const OWN_FRAME = { url: 'app://huishang/index.html', parent: null }

function registered(overrides: Partial<Handlers> = {}): { call: (channel: string, argument: unknown, senderFrame?: object | null) => Promise<unknown>; listeners: Map<string, Listener>; lines: string[] } {
  const listeners = new Map<string, Listener>()
  const lines: string[] = []
  const handlers = Object.fromEntries(Object.keys(CHANNELS).map((channel) => [channel, async () => ({ ok: true, value: undefined })]))
  handleChannels(
    { handle: (channel, listener) => void listeners.set(channel, listener as Listener) },
    { ...handlers, ...overrides } as Handlers,
    (line) => lines.push(line),
  )
  return {
    call: async (channel, argument, senderFrame = OWN_FRAME) => listeners.get(channel)?.({ senderFrame, sender: {} } as unknown as IpcMainInvokeEvent, argument),
    listeners,
    lines,
  }
}

test('[F3] main listens to exactly the channels', () => {
  expect([...registered().listeners.keys()].toSorted()).toEqual(Object.keys(CHANNELS).toSorted())
})

test.each([
  ['no frame', null],
  ['a frame inside a page', { url: 'app://huishang/', parent: {} }],
  ['another origin', { url: 'https://example.org/', parent: null }],
  ['an origin that begins like ours', { url: 'app://huishang.evil/', parent: null }],
  ['an empty page', { url: 'about:blank', parent: null }],
])('[F3] %s is refused before its arguments are looked at', async (_name, frame) => {
  const { call } = registered()
  expect(await call('settings:write', { language: 'klingon' }, frame)).toEqual({ ok: false, error: { kind: 'refused' } })
})

test.each<[Channel, unknown]>([
  ['settings:read', 'something'],
  ['settings:write', { language: 'klingon' }],
  ['secret:read', '../secret name'],
  ['secret:read', 'a'.repeat(201)],
  ['secret:write', { name: 'a', value: 'x'.repeat(4097) }],
  ['file:save', { name: '', bytes: new Uint8Array(1) }],
  ['file:save', { name: 'a', bytes: 'text' }],
  ['file:pick', { extensions: ['*'] }],
  ['external:open', 'http://example.org/'],
  ['external:open', 'file:///etc/passwd'],
  ['external:open', `https://example.org/${'a'.repeat(2048)}`],
  ['clipboard:write', 'x'.repeat(100_001)],
  ['hosting:state', {}],
  ['hosting:start', { name: '  ', language: 'en' }],
])('[F3] %s refuses an argument outside its schema', async (channel, argument) => {
  expect(await registered().call(channel, argument)).toEqual({ ok: false, error: { kind: 'invalid-argument' } })
})

test('[F3] a bug inside is logged and answered without paths or stacks', async () => {
  const { call, lines } = registered({ 'settings:write': () => Promise.reject(new Error('/home/somebody/secret failed')) })
  expect(await call('settings:write', DEFAULT_SETTINGS)).toEqual({ ok: false, error: { kind: 'refused' } })
  expect(lines).toEqual([expect.stringContaining('/home/somebody/secret failed')])
})
