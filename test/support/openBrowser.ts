import { chromium, type Browser } from 'playwright-core'
import { findChromium } from '../../scripts/findChromium.mjs'
import { atEnd } from './atEnd.ts'

/** For `launch` and `launchPersistentContext`. Chromium's sandbox does not work for root, which is who runs tests in containers. */
export function chromiumOptions(): { executablePath: string; args: string[] } {
  const executablePath = findChromium(process.env)
  if (executablePath === undefined) throw new Error('no Chromium: install one, or name it in CHROMIUM_PATH')
  return { executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] }
}

/** A Chromium that is closed with all its windows at the end of the test, or of the file if it was opened before its tests. */
export async function openBrowser(): Promise<Browser> {
  const browser = await chromium.launch(chromiumOptions())
  atEnd(() => browser.close())
  return browser
}
