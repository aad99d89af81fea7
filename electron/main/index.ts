import { join } from 'node:path'
import { app, ipcMain, Menu, safeStorage, session, shell } from 'electron'
import { MENU_EVENT, type MenuCommand } from '../../shared/ipc.ts'
import type { Settings } from '../../shared/schema/settings.ts'
import { createHub } from '../hub/createHub.ts'
import { APP } from './appOrigin.ts'
import { registerAppScheme, serveApp } from './appProtocol.ts'
import { openDeviceKey } from './deviceKey.ts'
import { closeBeforeExit } from './closeBeforeExit.ts'
import { createHandlers } from './handlers.ts'
import { createHosting, hostingEnvironment } from './hosting.ts'
import { handleChannels } from './ipc.ts'
import { createLog, describeError } from './log.ts'
import { createMainWindow } from './mainWindow.ts'
import { menuTemplate } from './menuTemplate.ts'
import { guardNavigation } from './navigation.ts'
import { createNearbyHubs } from './nearbyHubs.ts'
import { openNetworkChoice } from './networkChoice.ts'
import { restrictPermissions } from './permissions.ts'
import { createProjectorWindow, PROJECTOR_PARTITION } from './projectorWindow.ts'
import { keychainSeal, openSecrets } from './secretStore.ts'
import { createStandby } from './standby.ts'
import { openSettings } from './settingsStore.ts'
import { openHubPins } from './trust/hubPins.ts'
import { createHubTrust, pinCertificates } from './trust/hubTrust.ts'
import { lookAtHub } from './trust/lookAtHub.ts'
import { openWindowMemory } from './windowMemory.ts'

const CLOSE_LIMIT_MS = 10_000
const RENDERER = join(import.meta.dirname, '../renderer')
const THREADS = { catalogueWorker: join(import.meta.dirname, 'catalogueWorker.js'), foreignWorker: join(import.meta.dirname, 'foreignWorker.js') }
const PRELOAD = join(import.meta.dirname, '../preload/index.cjs')

// Everything here up to `whenReady` must run synchronously: Electron's 'ready' waits for this module, so awaiting it at
// the top level would wait for ever.
if (app.requestSingleInstanceLock()) {
  registerAppScheme()
  app.enableSandbox()
  run()
} else {
  app.quit()
}

function userData(name: string): string {
  return join(app.getPath('userData'), name)
}

function now(): Date {
  return new Date()
}

function run(): void {
  const log = createLog(userData('main.log'), now)
  const memory = openWindowMemory(userData('window.json'), log)
  const mainWindow = createMainWindow(PRELOAD, memory, log, now)
  const openExternal = (url: string): void => {
    shell.openExternal(url).catch(() => log('the system refused to open an address'))
  }
  const show = (): void => {
    mainWindow.show().catch((error: unknown) => log(`window: ${describeError(error)}`))
  }
  const send = (command: MenuCommand): void => mainWindow.current()?.webContents.send(MENU_EVENT, command)
  const showMenu = ({ language }: Settings): void =>
    Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(language, process.platform === 'darwin', send)))

  // A meeting goes on although something in it has a bug; the log says what.
  process.on('uncaughtException', (error) => log(`bug: ${describeError(error)}`))
  process.on('unhandledRejection', (error) => log(`bug: ${describeError(error)}`))
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents, openExternal))
  app.on('second-instance', show)
  app.on('activate', show)
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit()
  })

  async function open(): Promise<void> {
    await app.whenReady()
    const sessions = { main: session.defaultSession, projector: session.fromPartition(PROJECTOR_PARTITION) }
    restrictPermissions(sessions.main)
    restrictPermissions(sessions.projector)
    serveApp(sessions.main, RENDERER)
    serveApp(sessions.projector, RENDERER)
    const settings = await openSettings(userData('settings.json'), showMenu, log)
    const secrets = openSecrets(userData('secrets.json'), safeStorage, process.platform, log)
    const deviceSecrets = openSecrets(userData('device.json'), safeStorage, process.platform, log)
    const ledgerSeal = keychainSeal(safeStorage, process.platform)
    const pins = await openHubPins(userData('hubs.json'), log)
    const trust = createHubTrust(pins, lookAtHub)
    pinCertificates(sessions.main, trust)
    pinCertificates(sessions.projector, trust)
    const choice = await openNetworkChoice(userData('network.json'), log)
    const hosting = createHosting({
      ...hostingEnvironment(process.env, APP.origin),
      choice,
      createHub,
      dataDir: userData('workspace'),
      secrets: ledgerSeal,
      rendererDir: RENDERER,
      ...THREADS,
      log,
      now,
    })
    const standby = createStandby({
      ...hostingEnvironment(process.env, APP.origin),
      // A copy is of use only if others reach it the moment it is needed.
      host: process.env['HUISHANG_HOST'] || '0.0.0.0',
      createHub,
      ownHub: hosting.hub,
      dataDir: userData('standby'),
      secrets: ledgerSeal,
      rendererDir: RENDERER,
      ...THREADS,
      log,
      now,
    })
    const nearby = createNearbyHubs()
    closeBeforeExit(app, async () => {
      nearby.close()
      await Promise.all([hosting.close(), standby.close(), settings.settle(), secrets.settle(), deviceSecrets.settle(), memory.settle(), pins.settle(), choice.settle()])
    }, CLOSE_LIMIT_MS, log)
    handleChannels(ipcMain, createHandlers({ settings, secrets, device: openDeviceKey(deviceSecrets), hosting, standby, trust, nearby, projector: createProjectorWindow(mainWindow.current, log, now) }), log)
    showMenu(settings.current())
    hosting.resume(settings.current().language).catch((error: unknown) => log(`hosting: ${describeError(error)}`))
    standby.resume().catch((error: unknown) => log(`standby: ${describeError(error)}`))
    show()
  }
  open().catch((error: unknown) => {
    log(`start: ${describeError(error)}`)
    app.exit(1)
  })
}
