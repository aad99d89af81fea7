import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/** What axe has against the page as it stands, a line each; empty is good. */
export async function axeFindings(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`))
}

/** The same in both languages, light and dark. What is open stays open, and the page is left as it was found. */
export function axeInEveryLook(page: Page): Promise<string[]> {
  return inEveryLook(page, () => axeFindings(page))
}

/** What `judge` has against the page in both languages, light and dark. What is open stays open, and the page is left as it was found. */
export async function inEveryLook(page: Page, judge: () => Promise<readonly string[]>): Promise<string[]> {
  const findings: string[] = []
  for (const button of [LANGUAGE, THEME, LANGUAGE, THEME]) {
    const look = await change(page, button)
    findings.push(...(await judge()).map((finding) => `${look}: ${finding}`))
  }
  return findings
}

const LANGUAGE = ':is(.frame-tools, .start-top) > button[lang]'
const LOOK = "document.documentElement.lang + (document.body.classList.contains('bp6-dark') ? ' dark' : ' light')"
const THEME = ':is(.frame-tools, .start-top) > button[aria-pressed]'

/** Presses a button of the window's top edge past any dialog above it. @returns the new language and theme. */
async function change(page: Page, button: string): Promise<string> {
  const before = await page.evaluate<string>(LOOK)
  await page.locator(button).dispatchEvent('click')
  await page.waitForFunction(`${LOOK} !== ${JSON.stringify(before)}`)
  return page.evaluate<string>(LOOK)
}
