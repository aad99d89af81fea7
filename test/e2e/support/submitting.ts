import type { Locator, Page } from 'playwright-core'

/** The fields of a submission, by what an empty one says. */
export interface SubmissionTexts {
  readonly background: string
  readonly basis: string
  readonly ask: string
  /** One option per line. */
  readonly options: string
  readonly disagreement: string
}

const HINTS: Readonly<Record<keyof SubmissionTexts, string>> = {
  background: '出了什么问题，为什么，多少人受影响（3000 字以内）',
  basis: '依据的法律、法规、文件',
  ask: '要会议定什么，一句话写清',
  options: '每行写一个方案，两到五个；“维持现状”会自动加上',
  disagreement: '哪些单位不同意什么；没有分歧也请写明',
}

export function submissionView(page: Page): Locator {
  return page.getByTestId('submission')
}

export function submissionStatus(page: Page): Promise<string | null> {
  return submissionView(page).getByTestId('submission-status').getAttribute('data-status')
}

/** Opens the field by its name or what it says, replaces its words, and commits. */
export async function fillSubmissionField(page: Page, label: string, text: string): Promise<void> {
  await submissionView(page).getByRole('button', { name: label }).click()
  const field = submissionView(page).getByRole('textbox', { name: label })
  await field.fill(text)
  await field.press('Control+Enter')
}

/** Begins a submission in the pool and fills in all that it needs. */
export async function fillSubmission(page: Page, title: string, texts: SubmissionTexts): Promise<void> {
  const line = page.getByRole('textbox', { name: '新申报的题目' })
  await line.fill(title)
  await line.press('Enter')
  await page.getByText(/^提交前还缺：背景和成因、政策法规依据/).waitFor()
  for (const [field, hint] of Object.entries(HINTS)) await fillSubmissionField(page, hint, texts[field as keyof SubmissionTexts])
  await page.getByText('内容已齐，可以提交。').waitFor()
}
