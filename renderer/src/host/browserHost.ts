import { err, ok } from '../../../shared/lib/result.ts'
import type { Host } from '../../../shared/host.ts'
import { projectorLink } from '../../../shared/lib/projectorLink.ts'
import { FILE_LIMIT, type HostError } from '../../../shared/ipc.ts'
import { SettingsSchema } from '../../../shared/schema/settings.ts'

const SETTINGS = 'huishang/settings'
const SECRETS = 'huishang/secret/'

/** The browser edition: a page served by a hub. What it keeps, it keeps in this browser. */
export function browserHost(window: Window): Host {
  const { document, localStorage, location, navigator } = window
  return {
    kind: 'browser',
    servedBy: location.origin,
    async readSettings() {
      return SettingsSchema.catch(() => SettingsSchema.parse({ language: preferredLanguage(navigator) })).parse(readJson(localStorage, SETTINGS))
    },
    async writeSettings(settings) {
      return store(localStorage, SETTINGS, JSON.stringify(settings))
    },
    async readSecret(name) {
      return localStorage.getItem(SECRETS + name)
    },
    async writeSecret(name, value) {
      const written = store(localStorage, SECRETS + name, value)
      return written.ok ? ok({ isProtected: false }) : written
    },
    async saveFile(name, bytes) {
      const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)]))
      const link = document.createElement('a')
      Object.assign(link, { href: url, download: name })
      link.click()
      setTimeout(() => URL.revokeObjectURL(url), 60_000)
      return ok()
    },
    pickFile: (extensions) => pickFile(document, extensions),
    async openExternal(url) {
      if (!url.startsWith('https://')) return err({ kind: 'refused' })
      window.open(url, '_blank', 'noopener,noreferrer')
      return ok()
    },
    async openProjector(address) {
      // Without an opener it is a world of its own: nothing of this window can be reached from there.
      window.open(projectorLink(location.origin, address), '_blank', 'noopener,noreferrer')
      return ok()
    },
    copyText: (text) => copyText(document, navigator, text),
  }
}

function preferredLanguage(navigator: Navigator): 'zh-CN' | 'en' {
  return navigator.languages.some((language) => language.startsWith('zh')) || !navigator.language.startsWith('en') ? 'zh-CN' : 'en'
}

function readJson(storage: Storage, key: string): unknown {
  try {
    return JSON.parse(storage.getItem(key) ?? 'null')
  } catch {
    return null
  }
}

function store(storage: Storage, key: string, value: string | null) {
  try {
    if (value === null) storage.removeItem(key)
    else storage.setItem(key, value)
    return ok()
  } catch {
    return err<HostError>({ kind: 'disk-full' })
  }
}

async function pickFile(document: Document, extensions: readonly string[]): ReturnType<Host['pickFile']> {
  const input = document.createElement('input')
  input.type = 'file'
  input.accept = extensions.map((extension) => `.${extension}`).join(',')
  const file = await new Promise<File | undefined>((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0]))
    input.addEventListener('cancel', () => resolve(undefined))
    input.click()
  })
  if (!file) return err({ kind: 'cancelled' })
  if (file.size > FILE_LIMIT) return err({ kind: 'too-large' })
  const bytes = await file.arrayBuffer().catch(() => null)
  return bytes ? ok({ name: file.name, bytes: new Uint8Array(bytes) }) : err({ kind: 'unreadable' })
}

/** On a LAN over plain http there is no clipboard API: the old selection command still works there. */
async function copyText(document: Document, navigator: Navigator, text: string): ReturnType<Host['copyText']> {
  const isWritten = await navigator.clipboard?.writeText(text).then(() => true, () => false)
  if (isWritten) return ok()
  const area = document.createElement('textarea')
  area.value = text
  document.body.append(area)
  area.select()
  const isCopied = document.execCommand('copy')
  area.remove()
  return isCopied ? ok() : err({ kind: 'refused' })
}
