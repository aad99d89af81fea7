import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication, type Page } from 'playwright-core'
import { atEnd } from './atEnd.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')

export interface LaunchOptions {
  /** Everything the app keeps, its window's storage included, lies below it; a second launch with the same folder is a restart. */
  readonly userDataDir: string
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  /** Folder with the package.json of the app; by default `E2E_APP_DIR`, else this repository. */
  readonly appDir?: string
}

export interface Desktop {
  readonly app: ElectronApplication
  /** The first window. */
  readonly page: Page
  /** Quits the app and waits for its process. May be called after the app has ended by itself. */
  readonly close: () => Promise<void>
}

/**
 * Starts the built desktop app. `E2E_ELECTRON` chooses on what: `real` (the installed Electron), `double` (its stand-in,
 * see docs/testing.md), or `auto`, the default: real if it is installed. It quits at the end of the test, if not before.
 */
export async function launchDesktop({ userDataDir, env = {}, args = [], appDir = process.env['E2E_APP_DIR'] ?? root }: LaunchOptions): Promise<Desktop> {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[0] !== 'ELECTRON_RUN_AS_NODE')
  const app = await _electron.launch({
    executablePath: electronExecutable(),
    args: [appDir, `--user-data-dir=${userDataDir}`, ...args],
    env: { ...Object.fromEntries(inherited), ...env },
    // The app decides about light and dark, not Playwright.
    colorScheme: null,
  })
  // Taken now: Playwright forgets the process when it ends.
  const child = app.process()
  const close = async (): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) await app.close()
  }
  atEnd(close)
  return { app, page: await app.firstWindow(), close }
}

export function electronExecutable(choice = process.env['E2E_ELECTRON'] ?? 'auto'): string {
  const double = join(root, 'test/electron-double/electron')
  switch (choice) {
    case 'double':
      return double
    case 'auto':
      return installedElectron() ?? double
    case 'real': {
      const installed = installedElectron()
      if (installed === undefined) throw new Error('E2E_ELECTRON=real, but Electron is not installed: npx install-electron --no')
      return installed
    }
    default:
      throw new Error(`E2E_ELECTRON must be auto, double or real, not '${choice}'`)
  }
}

/** Found by its files: importing the package would download a binary. */
function installedElectron(): string | undefined {
  const folder = join(root, 'node_modules/electron')
  if (!existsSync(join(folder, 'path.txt'))) return undefined
  const executable = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim())
  return existsSync(executable) ? executable : undefined
}
