import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { JoinAnswer } from '../../shared/api.ts'
import type { Role } from '../../shared/lib/roles.ts'
import type { Language, Theme } from '../../shared/schema/settings.ts'
import { atEnd } from './atEnd.ts'
import { emptyFolder } from './emptyFolder.ts'
import { startHubProcess, type HubProcess } from './hubProcess.ts'
import { openBrowser } from './openBrowser.ts'

export interface BrowserAppOptions {
  readonly workspace?: string
  readonly language?: Language
  /** True: nobody has joined yet and `secretaryInvite` is unused. */
  readonly isFresh?: boolean
}

export interface WindowOptions {
  readonly language?: Language
  readonly theme?: Theme
  readonly width?: number
  readonly height?: number
}

export interface PersonOptions extends WindowOptions {
  readonly name: string
  readonly role?: Role
  /** By name; created if the workspace has none of that name. */
  readonly department?: string
}

/** One person at a browser of their own, joined, with the directory synced. */
export interface PersonAtBrowser {
  readonly id: string
  readonly name: string
  readonly token: string
  readonly departmentId: string | null
  readonly context: BrowserContext
  readonly page: Page
  /** What the page complained of: uncaught errors and `console.error`. Empty at the end of a good test. */
  readonly problems: readonly string[]
  /** Goes to a place of the app, e.g. `#/people`. */
  open(hash: string): Promise<void>
  close(): Promise<void>
}

/** The hub and a Chromium for one test file, or one test: both end with it, and the folder is removed. */
export class BrowserApp {
  readonly dataDir: string
  readonly #browser: Browser
  readonly #language: Language
  readonly #departments = new Map<string, string>()
  #hub: HubProcess
  /** Token of a secretary who sits at no browser; set unless the workspace is fresh. */
  #secretaryToken = ''

  static async start({ workspace = '锦江区联席会议', language = 'zh-CN', isFresh = false }: BrowserAppOptions = {}): Promise<BrowserApp> {
    const dataDir = await emptyFolder()
    const hub = await startHubProcess(dataDir, 0, ['--name', workspace, '--language', language])
    // It may be another by then.
    const running = { stop: () => hub.stop() }
    atEnd(() => running.stop())
    const app = new BrowserApp(dataDir, hub, await openBrowser(), language)
    running.stop = () => app.stopHub()
    if (!isFresh) app.#secretaryToken = (await app.#join(hub.secretaryInvite, '测试秘书')).token
    return app
  }

  private constructor(dataDir: string, hub: HubProcess, browser: Browser, language: Language) {
    this.dataDir = dataDir
    this.#hub = hub
    this.#browser = browser
    this.#language = language
  }

  get url(): string {
    return this.#hub.url
  }

  get secretaryInvite(): string {
    return this.#hub.secretaryInvite
  }

  /** A window nobody has joined in, closed at the end of the test. */
  async newWindow({ language = this.#language, theme = 'light', width = 1280, height = 800 }: WindowOptions = {}): Promise<{ context: BrowserContext; page: Page; problems: string[] }> {
    // Contrast is judged on what stands, not on what is fading in.
    const context = await this.#browser.newContext({ locale: language, timezoneId: 'Asia/Shanghai', viewport: { width, height }, reducedMotion: 'reduce' })
    atEnd(() => context.close())
    await context.addInitScript((settings) => {
      if (!localStorage.getItem('huishang/settings')) localStorage.setItem('huishang/settings', settings)
    }, JSON.stringify({ language, theme }))
    const page = await context.newPage()
    const problems: string[] = []
    page.on('pageerror', (error) => problems.push(String(error)))
    page.on('console', (message) => {
      // A socket that meets no hub is reported by the browser itself; being offline is ordinary here.
      if (message.type() === 'error' && !/WebSocket (?:connection|is already in CLOSING)|Failed to load resource/.test(message.text())) problems.push(message.text())
    })
    return { context, page, problems }
  }

  /** Invites a person, joins as them and opens Today in a browser of their own. */
  async newPerson({ name, role = 'delegate', department, ...window }: PersonOptions): Promise<PersonAtBrowser> {
    const departmentId = department === undefined ? null : await this.#departmentId(department)
    const invite = await this.invite({ role, departmentId })
    const { token, person } = await this.#join(invite, name)
    const { context, page, problems } = await this.newWindow(window)
    await context.addInitScript((session) => {
      if (!localStorage.getItem('huishang/secret/session')) localStorage.setItem('huishang/secret/session', session)
    }, JSON.stringify({ hubUrl: this.url, token, person, isHosted: false }))
    const open = async (hash: string): Promise<void> => {
      await page.goto(`${this.url}/${hash}`)
    }
    await open('#/today')
    await page.locator('[data-testid="sync-state"][data-state="live"]').first().waitFor()
    return { id: person.id, name, token, departmentId, context, page, problems, open, close: () => context.close() }
  }

  /** @returns the code of a new invitation. */
  async invite(terms: { readonly role: Role; readonly departmentId?: string | null; readonly uses?: number; readonly expiresInHours?: number }): Promise<string> {
    const { invite } = (await this.ask('POST', '/api/invitations', terms)) as { invite: string }
    return invite
  }

  /** Creates a meeting. @returns its id. */
  async newMeeting(meeting: { readonly title: string; readonly startsAt?: string; readonly template?: string; readonly bodyId?: string }): Promise<string> {
    const { id } = (await this.ask('POST', '/api/meetings', { startsAt: '2026-03-05T14:30:00+08:00', ...meeting })) as { id: string }
    return id
  }

  /** Asks the hub as the secretary. @throws Error with its answer if it refuses. */
  async ask(method: string, path: string, body?: unknown, token = this.#secretaryToken): Promise<unknown> {
    const response = await fetch(new URL(path, this.url), {
      method,
      headers: { ...(token ? { authorization: `Bearer ${token}` } : {}), 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer: unknown = await response.json()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${JSON.stringify(answer)}`)
    return answer
  }

  async stopHub(signal?: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    await this.#hub.stop(signal)
  }

  /** Starts it again where it was: same folder, same address. */
  async startHub(): Promise<void> {
    this.#hub = await startHubProcess(this.dataDir, this.#hub.port)
  }

  async #join(invite: string, name: string): Promise<JoinAnswer> {
    return (await this.ask('POST', '/api/join', { invite, name }, '')) as JoinAnswer
  }

  async #departmentId(name: string): Promise<string> {
    const known = this.#departments.get(name)
    if (known !== undefined) return known
    const { id } = (await this.ask('POST', '/api/departments', { name })) as { id: string }
    this.#departments.set(name, id)
    return id
  }
}
