import type { Locator, Page } from 'playwright-core'

/** A department among the positions of an item. */
export function positionRow(page: Page, department: string): Locator {
  return page.getByTestId('position').filter({ hasText: department })
}

/** @param verb what the button says: 表态, 记录立场, State a position… */
export async function statePosition(page: Page, department: string, verb: string, fill: (form: Locator) => Promise<void>): Promise<void> {
  await page.getByRole('button', { name: `${verb}: ${department}` }).click()
  const form = page.locator('.position-form')
  await fill(form)
  await form.locator('button[type="submit"]').click()
  await form.waitFor({ state: 'detached' })
}

/** A department that was asked to countersign, in the oldest request that names it. */
export function countersignRow(page: Page, department: string): Locator {
  return page.getByTestId('countersign').filter({ hasText: department }).last()
}

/** How the first department stands that was asked last. */
export function newestCountersign(page: Page): Locator {
  return page.getByTestId('countersign-request').first().locator('.countersign-state').first()
}

/** @param choice what the answer is called on screen; null for what is chosen already: agreement. */
export async function answerCountersign(page: Page, department: string, verb: string, choice: string | null = null, remark = ''): Promise<void> {
  const row = countersignRow(page, department)
  await row.getByRole('button', { name: `${verb}: ${department}` }).click()
  const form = row.locator('.countersign-form')
  if (choice !== null) await form.getByText(choice, { exact: true }).click()
  if (remark) await form.getByRole('textbox').fill(remark)
  await form.locator('button[type="submit"]').click()
}
