import { EventEmitter } from 'node:events'
import { randomUUID } from 'node:crypto'
import process from 'node:process'
import { electronVersion } from './paths.mjs'
import { worldScripts } from './preloadWorld.mjs'
import { connection, registry } from './registry.mjs'

const WORLD = 'Electron Isolated Context'
const KINDS_WITH_REQUESTS = new Set(['page', 'iframe', 'webview'])

/**
 * One tab of Chromium, set up before anything in it runs: requests are intercepted, the preload's world is prepared.
 * Emits `ipc` ({ message, url }), `context` and whatever CDP emits on its session; `gone` at its end.
 */
export class Page extends EventEmitter {
  #runner = `run-${randomUUID()}`
  #binding = `to-main-${randomUUID()}`
  /** Frame of each JavaScript context. @type {Map<number, string>} */
  #frameOf = new Map()
  /** The preload's context in the main frame. @type {number | undefined} */
  #preloadContext
  /** URL of each frame, as Chromium spells it. @type {Map<string, string>} */
  urls = new Map()

  /**
   * @param {string} targetId also the main frame's id
   * @param {import('./cdp.mjs').CdpSession} session
   */
  constructor(targetId, session) {
    super()
    this.setMaxListeners(0)
    this.targetId = targetId
    this.session = session
    session.on('detached', () => this.emit('gone'))
    session.on('Runtime.executionContextCreated', ({ context }) => this.#contextCreated(context))
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => this.#frameOf.delete(executionContextId))
    session.on('Runtime.executionContextsCleared', () => {
      this.#frameOf.clear()
      this.#preloadContext = undefined
    })
    session.on('Page.frameNavigated', ({ frame }) => this.urls.set(frame.id, frame.url + (frame.urlFragment ?? '')))
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => this.urls.set(frameId, url))
    session.on('Page.frameDetached', ({ frameId }) => this.urls.delete(frameId))
    session.on('Runtime.bindingCalled', ({ name, payload, executionContextId }) => {
      if (name !== this.#binding) return
      const frameId = this.#frameOf.get(executionContextId) ?? this.targetId
      this.emit('ipc', { message: JSON.parse(payload), url: this.urls.get(frameId) ?? 'about:blank', context: executionContextId })
    })
  }

  /** @param {{ name: string, id: number, auxData?: { frameId?: string } }} context */
  #contextCreated(context) {
    const frameId = context.auxData?.frameId
    if (frameId === undefined) return
    this.#frameOf.set(context.id, frameId)
    if (context.name === WORLD && frameId === this.targetId) this.#preloadContext = context.id
  }

  /** @param {{ preload: string | undefined, args: readonly string[] }} options `preload`: source text */
  async prepare({ preload, args }) {
    const processInfo = {
      platform: process.platform,
      arch: process.arch,
      versions: { electron: electronVersion, chrome: registry.browser?.version ?? '', node: process.versions.node },
    }
    const scripts = worldScripts({ key: randomUUID(), bindingName: this.#binding, runnerName: this.#runner, preload, processInfo, args })
    const { session } = this
    const inWorld = (/** @type {string} */ source) => session.send('Page.addScriptToEvaluateOnNewDocument', { source, worldName: WORLD })
    // One burst: CDP keeps the order, and nothing runs before the last of them.
    await Promise.all([
      session.send('Page.enable'),
      session.send('Runtime.enable'),
      session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
      ...interceptAll(this, session),
      session.send('Runtime.addBinding', { name: this.#binding, executionContextName: WORLD }),
      session.send('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page }),
      inWorld(scripts.preloadWorld),
      ...(scripts.preload === undefined ? [] : [inWorld(scripts.preload)]),
      session.send('Runtime.runIfWaitingForDebugger'),
    ])
  }

  /** Hands a command to the preload's world. Nobody may be there yet, or any more: as in Electron it is lost then. @param {object} command */
  deliver(command, context = this.#preloadContext) {
    if (context === undefined) return
    void this.session.attempt('Runtime.callFunctionOn', {
      functionDeclaration: `function (command) { globalThis[${JSON.stringify(this.#runner)}](command) }`,
      executionContextId: context,
      arguments: [{ value: command }],
    })
  }

  /** @param {string} code @param {boolean} [userGesture] */
  async evaluate(code, userGesture = false) {
    const { result, exceptionDetails } = await this.session.send('Runtime.evaluate', { expression: code, awaitPromise: true, returnByValue: true, userGesture })
    if (exceptionDetails !== undefined) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }

  close() {
    return connection().browser.attempt('Target.closeTarget', { targetId: this.targetId })
  }
}

/**
 * Every request of the target and of the frames and workers in it passes through `request` events of the page.
 * @param {Page} page
 * @param {import('./cdp.mjs').CdpSession} session
 */
function interceptAll(page, session) {
  session.on('Fetch.requestPaused', (paused) => page.emit('request', paused, session))
  session.on('Target.attachedToTarget', ({ targetInfo }, /** @type {import('./cdp.mjs').CdpSession} */ child) => {
    const set = KINDS_WITH_REQUESTS.has(targetInfo.type) ? interceptAll(page, child) : [child.attempt('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true })]
    void Promise.allSettled(set).then(() => child.attempt('Runtime.runIfWaitingForDebugger'))
  })
  return [
    session.send('Fetch.enable', { patterns: [{ urlPattern: '*', requestStage: 'Request' }] }),
    session.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true }),
  ]
}
