import axe from 'axe-core'
import type { Page } from 'playwright-core'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** What axe has against the page as it stands, a line each; empty is good. The page must have no frames. */
export async function axeFindings(page: Page): Promise<string[]> {
  // Once for a page, and in it alone: axe's own driver loads axe twice and opens a window for each look.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe.source)
  await atRest(page)
  const { violations } = await page.evaluate(
    (rules) => (window as unknown as { readonly axe: typeof axe }).axe.run(document, { runOnly: rules, resultTypes: ['violations'], elementRef: false }),
    RULES,
  )
  return violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`))
}

/**
 * Half faded in, a colour is too weak. What fades within something that fades begins when that has ended; what turns for
 * ever is not waited for. Looked at frame by frame: what is folded away runs out, and its `finished` is never kept.
 */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    while (document.getAnimations().some(({ playState, effect }) => playState === 'running' && Number.isFinite(effect?.getComputedTiming().endTime)))
      await new Promise((resolve) => requestAnimationFrame(resolve))
  })
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
