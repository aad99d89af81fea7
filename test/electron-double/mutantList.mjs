/**
 * Deliberate faults, each a replacement in the desktop's sources. The desktop's specs must fail on every one of them;
 * a fault they let pass is a test that is missing.
 * `test`: part of the name of the test that should notice; it is run first.
 * @typedef {{ name: string, test: string, changes: readonly { file: string, find: string, replace: string }[] }} Mutant
 */

const INDEX = 'electron/main/index.ts'
const HARDENED = 'electron/main/hardened.ts'
const PROJECTOR = 'electron/main/projectorWindow.ts'
const TRUST = 'electron/main/trust/hubTrust.ts'
const PRELOAD = 'electron/preload/index.ts'

/** @param {string} file @param {string} find @param {string} replace */
const change = (file, find, replace) => ({ file, find, replace })

/** @type {readonly Mutant[]} */
export const MUTANTS = [
  { name: 'sender not checked', test: '5: a page of another origin', changes: [change('electron/main/ipc.ts', 'if (!isOwnTopFrame(event))', 'if (isOwnTopFrame(event) === undefined)')] },
  { name: 'arguments not checked', test: '6: arguments', changes: [change('electron/main/ipc.ts', "if (!parsed.success) return err({ kind: 'invalid-argument' })", 'if (!parsed.success) Object.assign(parsed, { data: argument })')] },
  { name: 'sandbox off', test: '1: every window is isolated', changes: [change(HARDENED, 'sandbox: true,', 'sandbox: false,'), change(INDEX, 'app.enableSandbox()', '')] },
  { name: 'sandbox not forced for every window', test: '1: the sandbox', changes: [change(INDEX, 'app.enableSandbox()', '')] },
  { name: 'context isolation off', test: '1: every window', changes: [change(HARDENED, 'contextIsolation: true,', 'contextIsolation: false,')] },
  { name: 'Node in the page', test: '1: every window', changes: [change(HARDENED, 'nodeIntegration: false,', 'nodeIntegration: true,')] },
  { name: 'web security off', test: '1: every window', changes: [change(HARDENED, 'webSecurity: true,', 'webSecurity: false,')] },
  { name: 'webviews may be attached', test: '4: a webview', changes: [change('electron/main/navigation.ts', "contents.on('will-attach-webview', (event) => event.preventDefault())", '')] },
  { name: 'content security policy missing', test: '9: every answer', changes: [change('electron/main/appProtocol.ts', '{ ...APP_PAGE_HEADERS,', '{')] },
  { name: 'inline scripts allowed', test: '9: an injected script', changes: [change('electron/hub/http/pageHeaders.ts', "script-src 'self'", "script-src 'self' 'unsafe-inline'")] },
  { name: 'scheme not secure', test: '8: the page is a secure', changes: [change('electron/main/appProtocol.ts', 'secure: true', 'secure: false')] },
  { name: 'scheme not privileged', test: '1: every window', changes: [change(INDEX, '  registerAppScheme()\n', '')] },
  { name: 'preload as an ES module', test: '3: the preload', changes: [change('electron.vite.config.ts', "format: 'cjs'", "format: 'es'")] },
  { name: 'preload requires node:fs', test: '3: the preload', changes: [change(PRELOAD, "import { contextBridge, ipcRenderer } from 'electron'", "import { existsSync } from 'node:fs'\nimport { contextBridge, ipcRenderer } from 'electron'\nexistsSync('/')")] },
  { name: 'wrong preload path', test: '2: the page sees', changes: [change(INDEX, '../preload/index.cjs', '../preload/index.js')] },
  { name: 'ipcRenderer leaked to the page', test: '2: the page sees', changes: [change(PRELOAD, "contextBridge.exposeInMainWorld('bridge', bridge)", "contextBridge.exposeInMainWorld('bridge', { ...bridge, send: (channel: string) => ipcRenderer.invoke(channel) })")] },
  { name: 'channel misnamed', test: '14, 15', changes: [change(PRELOAD, "invoke('settings:read')", "invoke('settings:get' as 'settings:read')")] },
  { name: 'reply that cannot be cloned', test: '14, 15', changes: [change('electron/main/handlers.ts', 'ok(settings.current())', 'ok({ ...settings.current(), reload() {} })')] },
  { name: 'navigation allowed', test: '11: the window does not leave', changes: [change('electron/main/navigation.ts', 'if (!isAppUrl(event.url)) event.preventDefault()', 'if (event.url === undefined) event.preventDefault()')] },
  { name: 'popups allowed', test: '11: no window opens', changes: [change('electron/main/navigation.ts', "action: 'deny'", "action: 'allow'")] },
  { name: 'any address handed to the system', test: '11: ', changes: [change('electron/main/isOpenableExternally.ts', "return protocol === 'https:' && username === '' && password === ''", "return protocol !== '' || username === password")] },
  { name: 'every permission granted', test: '12: ', changes: [change('electron/main/permissions.ts', 'return GRANTED.has(permission) && isMainFrame && isAppUrl(url)', 'return GRANTED.size > 0 || isMainFrame || isAppUrl(url)')] },
  { name: 'no permission handlers', test: '12: ', changes: [change(INDEX, 'restrictPermissions(sessions.main)', '')] },
  { name: 'local network not granted', test: 'this machine hosts', changes: [change('electron/main/permissions.ts', "'loopback-network', 'local-network', 'local-network-access', ", '')] },
  { name: 'no single-instance lock', test: '13: ', changes: [change(INDEX, 'if (app.requestSingleInstanceLock())', 'if (app.name)')] },
  { name: 'unknown API called', test: '1: every window', changes: [change(INDEX, 'app.enableSandbox()', 'app.enableSandbox()\n  app.setJumpList([])')] },
  { name: 'main waits for readiness at its top level', test: '1: every window', changes: [change(INDEX, '  app.enableSandbox()\n', '  app.enableSandbox()\n  await app.whenReady()\n')] },
  { name: 'last window closed, application stays', test: 'last window', changes: [change(INDEX, "if (process.platform !== 'darwin') app.quit()", "if (process.platform === 'darwin') app.quit()")] },
  { name: 'settings not kept', test: '14, 15', changes: [change('electron/main/handlers.ts', 'settings.write(changed).then(', 'Promise.resolve().then(')] },
  { name: 'menu commands do not reach the window', test: 'the menu speaks', changes: [change(INDEX, 'webContents.send(MENU_EVENT, command)', "webContents.send('menu', command)")] },
  { name: 'any certificate accepted', test: 'somebody in between', changes: [change(TRUST, 'const verdict = pinned.length > 0 ? REFUSE : AS_CHROMIUM', 'const verdict = REFUSE === AS_CHROMIUM ? REFUSE : ACCEPT')] },
  { name: 'certificates not pinned', test: 'joins a hub over TLS', changes: [change(INDEX, 'pinCertificates(sessions.main, trust)', '')] },
  { name: 'fingerprint of the invitation not compared', test: 'somebody in between', changes: [change(TRUST, "if (seen.fingerprint !== wanted) return { state: 'changed', fingerprint: seen.fingerprint }", '')] },
  { name: 'first key taken without comparing', test: 'with a bare code', changes: [change(TRUST, "seen.isVouchedFor ? { state: 'trusted' } :", "seen.fingerprint !== '' ? { state: 'trusted' } :")] },
  { name: 'plain http trusted', test: 'does not talk to another machine', changes: [change(TRUST, "isLoopbackAddress(hostname) ? 'trusted' : 'unencrypted'", "isLoopbackAddress(hostname) ? 'trusted' : 'trusted'")] },
  { name: 'plain http not kept out by the policy', test: '9: every answer', changes: [change('electron/hub/http/pageHeaders.ts', "contentSecurityPolicy('https: wss: http://127", "contentSecurityPolicy('http: ws: https: wss: http://127")] },
  { name: 'big screen not hardened', test: 'a window of its own', changes: [change(PROJECTOR, '{ ...HARDENED, partition', '{ sandbox: false, partition'), change(INDEX, 'app.enableSandbox()', '')] },
  { name: 'big screen gets the bridge', test: 'a window of its own', changes: [change(PROJECTOR, '{ ...HARDENED, partition', '{ ...HARDENED, preload: `${import.meta.dirname}/../preload/index.cjs`, partition')] },
  { name: "big screen in the main window's session", test: 'a window of its own', changes: [change(PROJECTOR, '{ ...HARDENED, partition: PROJECTOR_PARTITION }', '{ ...HARDENED }')] },
  { name: 'big screen without permission handlers', test: 'a window of its own', changes: [change(INDEX, 'restrictPermissions(sessions.projector)', '')] },
  { name: "big screen's certificates not pinned", test: 'the key that the main window trusts', changes: [change(INDEX, 'pinCertificates(sessions.projector, trust)', '')] },
  { name: 'big screen with the menu', test: 'a window of its own', changes: [change(PROJECTOR, "if (process.platform !== 'darwin') window.removeMenu()", '')] },
  { name: 'big screen once for each click', test: 'it follows the chair', changes: [change(PROJECTOR, 'held.window ?? create()', 'create()')] },
  { name: 'big screen not brought to the front', test: 'it follows the chair', changes: [change(PROJECTOR, '      window.show()\n', ''), change(PROJECTOR, '      window.focus()\n', '')] },
  { name: 'big screen not on the other display', test: 'it fills the other display', changes: [change(PROJECTOR, 'if (display && !window.isFullScreen()) window.setBounds(display)', '')] },
  { name: 'big screen not full', test: 'it fills the other display', changes: [change(PROJECTOR, 'if (display) window.setFullScreen(true)', '')] },
  { name: 'big screen without its keys', test: 'it fills the other display', changes: [change(PROJECTOR, '    followKeys(window)\n', '')] },
  { name: 'big screen covers the chair', test: 'it fills the other display', changes: [change(PROJECTOR, "screen.on('display-removed', comeBack)", '')] },
  { name: 'big screen outlives the meeting', test: 'it closes with the meeting', changes: [change(PROJECTOR, 'if (isProjectorClosed(APP.origin, url)) window.close()', "if (isProjectorClosed(APP.origin, url)) log('closed')")] },
  { name: 'big screen outlives its opener', test: 'closes with the window that opened it', changes: [change(PROJECTOR, "opener?.once('closed', closeWithOwner)", '')] },
]
