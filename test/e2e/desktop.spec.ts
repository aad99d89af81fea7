import { readFile, readdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeEach, expect, test } from 'vitest'
import type { Bridge } from '../../shared/ipc.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { launchDesktop } from '../support/launchDesktop.ts'

declare global {
  interface Window {
    readonly bridge: Bridge
  }
}

/** What the stand-in's page says it is from; on Electron itself it is `app://huishang`, which the hub allows anyway. */
const DOUBLE_ORIGIN = 'https://huishang.app.electron-double.invalid'

/** Nobody else gets in until somebody says so. */
const OWN_MACHINE = { isShared: false, isFixed: false, isAnnounced: true, addresses: [], fingerprint: null, certificateHash: null }

type Desktop = Awaited<ReturnType<typeof launchDesktop>>

let folder: string
beforeEach(async () => {
  folder = await emptyFolder()
})

async function start(): Promise<Desktop> {
  const desktop = await launchDesktop({ userDataDir: join(folder, 'user'), env: { HUISHANG_ALLOW_ORIGIN: DOUBLE_ORIGIN } })
  await desktop.page.waitForSelector('#root > *')
  return desktop
}

async function restart(desktop: Desktop): Promise<Desktop> {
  await desktop.close()
  return start()
}

test('[F3] 14, 15: settings, secrets and the window\'s place survive a restart', async () => {
  const first = await start()
  const written = await first.page.evaluate(async () => [
    await window.bridge.writeSettings({ language: 'en', theme: 'dark', hubUrl: 'http://192.168.1.5:7420' }),
    await window.bridge.writeSecret({ name: 'hub', value: 'a-token-nobody-may-read' }),
  ])
  expect(written).toEqual([{ ok: true }, { ok: true, value: { isProtected: expect.any(Boolean) } }])
  await first.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setBounds({ x: 30, y: 40, width: 900, height: 650 }))

  const second = await restart(first)
  expect(await second.page.evaluate(async () => [await window.bridge.readSettings(), await window.bridge.readSecret('hub'), await window.bridge.readSecret('other')])).toEqual([
    { ok: true, value: { language: 'en', theme: 'dark', hubUrl: 'http://192.168.1.5:7420' } },
    { ok: true, value: 'a-token-nobody-may-read' },
    { ok: true, value: null },
  ])
  expect(await second.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getNormalBounds())).toEqual({ x: 30, y: 40, width: 900, height: 650 })

  const secrets = join(folder, 'user', 'secrets.json')
  const isProtected = JSON.stringify(written).includes('"isProtected":true')
  expect({ hasPlaintext: (await readFile(secrets, 'utf8')).includes('a-token'), mode: (await stat(secrets)).mode & 0o077 }).toEqual({ hasPlaintext: !isProtected, mode: 0 })
})

test('[F3] damaged settings do not keep the application from starting', async () => {
  const first = await start()
  await first.page.evaluate(() => window.bridge.writeSettings({ language: 'en', theme: 'dark' }))
  await first.close()
  await writeFile(join(folder, 'user', 'settings.json'), '{"language":')
  const second = await start()
  expect(await second.page.evaluate(() => window.bridge.readSettings())).toEqual({ ok: true, value: { language: 'zh-CN', theme: 'light' } })
  expect(await readFile(join(folder, 'user', 'settings.json.damaged'), 'utf8')).toBe('{"language":')
})

test('[F3] the menu speaks the chosen language and its commands reach the window', async () => {
  const { app, page } = await start()
  const labels = (): Promise<string[]> => app.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label) ?? [])
  expect(await labels()).toEqual(expect.arrayContaining(['文件', '编辑', '显示', '帮助']))
  await page.evaluate(() => window.bridge.writeSettings({ language: 'en', theme: 'light' }))
  await expect.poll(labels).toEqual(expect.arrayContaining(['File', 'Edit', 'View', 'Help']))

  await page.evaluate(() => {
    const heard: string[] = []
    const stop = window.bridge.onMenuCommand((command) => {
      heard.push(command)
      if (heard.length === 2) stop()
    })
    Object.assign(window, { heardForTest: heard })
  })
  for (const id of ['undo', 'redo', 'undo']) await app.evaluate(({ Menu }, item) => Menu.getApplicationMenu()?.getMenuItemById(item)?.click(), id)
  await expect.poll(() => page.evaluate(() => (window as unknown as { heardForTest: string[] }).heardForTest)).toEqual(['undo', 'redo'])
})

test('[F3] files are written and read only where the person chose', async () => {
  const { app, page } = await start()
  const path = join(folder, '纪要.docx')
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [filePath] })
  }, path)
  expect(await page.evaluate(async () => {
    const saved = await window.bridge.saveFile({ name: '../纪要.docx', bytes: new Uint8Array([1, 2, 250]) })
    const picked = await window.bridge.pickFile({ extensions: ['docx'] })
    return { saved, name: picked.ok && picked.value.name, bytes: picked.ok && [...picked.value.bytes] }
  })).toEqual({ saved: { ok: true }, name: '纪要.docx', bytes: [1, 2, 250] })

  await app.evaluate(({ dialog }) => {
    dialog.showSaveDialog = async () => ({ canceled: true, filePath: '' })
    dialog.showOpenDialog = async () => ({ canceled: true, filePaths: [] })
  })
  const cancelled = { ok: false, error: { kind: 'cancelled' } }
  expect(await page.evaluate(() => Promise.all([window.bridge.saveFile({ name: 'a', bytes: new Uint8Array() }), window.bridge.pickFile({ extensions: [] })]))).toEqual([cancelled, cancelled])

  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath })
  }, join(folder, 'no such folder', 'a'))
  expect(await page.evaluate(() => window.bridge.saveFile({ name: 'a', bytes: new Uint8Array() }))).toEqual({ ok: false, error: { kind: 'not-writable' } })
})

test('[F3] text is copied through the bridge', async () => {
  const { app, page } = await start()
  expect(await page.evaluate(() => window.bridge.writeClipboard('第3次综合会商'))).toEqual({ ok: true })
  expect(await app.evaluate(({ clipboard }) => clipboard.readText())).toBe('第3次综合会商')
})

test("[A3] the keychain seals the ledger's key and the machine's own; a window has checkpoints signed and nothing else", async () => {
  const { page } = await start()
  await page.evaluate(() => window.bridge.startHosting({ name: '大城管综合会商', language: 'zh-CN' }))
  const asked = await page.evaluate(async () => {
    const [checkpoint, other] = ['cosignature/v1\ntime 1\nx\n1\nAAAA\n', 'pay'].map((words) => new TextEncoder().encode(words))
    const [key, signed, refused] = [await window.bridge.deviceKey(), await window.bridge.signAsDevice(checkpoint ?? new Uint8Array()), await window.bridge.signAsDevice(other ?? new Uint8Array())]
    return { key: key.ok && { length: key.value.publicKey.length, isProtected: key.value.isProtected }, signed: signed.ok && signed.value.length, refused, secret: await window.bridge.readSecret('ed25519') }
  })
  const [ledger, device] = await Promise.all(['workspace/ledger/key.json', 'device.json'].map((path) => readFile(join(folder, 'user', path), 'utf8')))
  expect({ ...asked, ledger: ledger?.includes('"sealed"'), device: device?.includes('"sealed"') }).toEqual({
    key: { length: 32, isProtected: true },
    signed: 64,
    refused: { ok: false, error: { kind: 'refused', detail: 'not a checkpoint' } },
    secret: { ok: true, value: null },
    ledger: true,
    device: true,
  })
})

test('[F3] this machine hosts, goes on hosting after a restart, and its window reaches the hub', async () => {
  const first = await start()
  expect(await first.page.evaluate(() => window.bridge.hostingState())).toEqual({ ok: true, value: { state: 'off' } })
  const started = await first.page.evaluate(() => window.bridge.startHosting({ name: '大城管综合会商', language: 'zh-CN' }))
  expect(started).toEqual({ ok: true, value: { state: 'running', url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/), secretaryInvite: expect.any(String), network: OWN_MACHINE } })
  const url = started.ok && started.value.state === 'running' ? started.value.url : ''
  // Chromium asks for a permission before a page may reach this machine, the hub asks where the page comes from.
  expect(await first.page.evaluate(async (address) => (await fetch(`${address}/api/absent`)).status, url)).toBe(404)

  const second = await restart(first)
  expect(await second.page.evaluate(() => window.bridge.hostingState())).toEqual({ ok: true, value: { state: 'running', url: expect.any(String), secretaryInvite: expect.any(String), network: OWN_MACHINE } })
  await second.close()
  // The hub takes its lock away last, when every room is on the disk.
  expect(await readdir(join(folder, 'user', 'workspace'))).not.toContain('hub.lock')
  await expect(fetch(url)).rejects.toThrow('fetch failed')
})
