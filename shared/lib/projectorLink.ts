/** Where a big screen finds its frames, and how it looks. */
export interface ProjectorAddress {
  /** Origin of the hub. */
  readonly hubUrl: string
  readonly code: string
  readonly language: 'zh-CN' | 'en'
  readonly theme: 'light' | 'dark'
}

const PAGE = '/projector/'
/** What the page puts in place of its code once the meeting is closed: the desktop closes its window then. */
export const PROJECTOR_CLOSED = '#closed'

/** Whether a page at `url` has said so. */
export function isProjectorClosed(origin: string, url: string): boolean {
  return url === `${origin}${PAGE}${PROJECTOR_CLOSED}`
}

/** The address of the page, of that `origin`. What it holds is in the fragment, which no server and no log gets to see. */
export function projectorLink(origin: string, { hubUrl, code, language, theme }: ProjectorAddress): string {
  return `${origin}${PAGE}#hub=${encodeURIComponent(hubUrl)}&code=${code}&language=${language}&theme=${theme}`
}

/** The address in a page's fragment, or undefined if it holds none. */
export function readProjectorAddress(hash: string): ProjectorAddress | undefined {
  const found = /^#hub=([^&]{1,600})&code=([\w-]{20,100})&language=(zh-CN|en)&theme=(light|dark)$/.exec(hash)
  const [, hub = '', code = '', language, theme] = found ?? []
  const hubUrl = decode(hub)
  if (!found || !/^https?:\/\/[^\s/?#@]+$/.test(hubUrl)) return undefined
  return { hubUrl, code, language: language === 'en' ? 'en' : 'zh-CN', theme: theme === 'dark' ? 'dark' : 'light' }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}
