import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import type { PersonAtBrowser } from '../../support/browserApp.ts'

/** What the room's big screen can be made to show, as the chair's bar calls it. */
export type BigScreenView = '议题' | '发言' | '方案' | '结果' | '立场' | '议定'

export function chairBar(page: Page): Locator {
  return page.getByTestId('chair-bar')
}

/** The big screen opened from the chair's bar, as people do: a tab of its own, at 1080p. */
export async function openBigScreen({ context, page: chair }: PersonAtBrowser): Promise<Page> {
  const [page] = await Promise.all([context.waitForEvent('page'), chair.getByRole('button', { name: '打开大屏' }).click()])
  await page.setViewportSize({ width: 1920, height: 1080 })
  await page.getByTestId('projector').waitFor()
  return page
}

/** Chosen in the chair's bar, whose projector row is unfolded. */
export async function showOnBigScreen(chair: Page, label: BigScreenView): Promise<void> {
  await chairBar(chair).getByRole('group', { name: '大屏内容' }).getByRole('button', { name: label, exact: true }).click()
}

/** Nothing scrolls, and what is read from the back of the room is large enough there. */
export async function expectLegible(page: Page): Promise<void> {
  const found = await page.evaluate(() => {
    const root = document.documentElement
    const small = [...document.querySelectorAll('main *')]
      .filter((element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()))
      .filter((element) => Number.parseFloat(getComputedStyle(element).fontSize) < 28)
    const figures = [...document.querySelectorAll('.figure')].map((element) => Number.parseFloat(getComputedStyle(element).fontSize))
    const rows = [...document.querySelectorAll('.rows > li')]
    const cut = rows.filter((row) => row.getBoundingClientRect().bottom > innerHeight)
    return { scrolls: root.scrollHeight > innerHeight || root.scrollWidth > innerWidth, small: small.map((element) => element.textContent), figuresTooSmall: figures.filter((size) => size < 64), rows: rows.length, cut: cut.length }
  })
  expect(found).toEqual({ scrolls: false, small: [], figuresTooSmall: [], rows: expect.any(Number), cut: 0 })
  expect(found.rows).toBeLessThanOrEqual(7)
}
