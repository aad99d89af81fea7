import type { Page } from 'playwright-core'

/** A tab of the item, in whichever language. */
export async function openTab(page: Page, name: RegExp): Promise<void> {
  await page.getByRole('tab', { name }).click()
}

/** Writes a line and commits it. */
export async function enter(page: Page, label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true })
  await field.fill(text)
  await field.press('Enter')
}

/** @param label e.g. `“费用”最差` */
export async function setAnchor(page: Page, label: string, value: string): Promise<void> {
  await page.getByRole('button', { name: new RegExp(`^${label}`) }).click()
  await enter(page, label, value)
}

/** Of a criterion that has none yet. */
export async function setUnit(page: Page, criterion: string, unit: string): Promise<void> {
  const row = page.getByTestId('criterion').filter({ hasText: criterion })
  await row.getByRole('button', { name: '分', exact: true }).click()
  const field = row.getByRole('textbox', { name: '分', exact: true })
  await field.fill(unit)
  await field.press('Enter')
}
