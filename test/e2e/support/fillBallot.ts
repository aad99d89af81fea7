import type { Page } from 'playwright-core'

/** By option and criterion, in its unit; null: can't say. */
type Scores = Readonly<Record<string, Readonly<Record<string, number | null>>>>

export interface BallotOnPaper {
  /** The criterion whose swing is worth most. */
  readonly top: string
  /** Of the other criteria, against that one's 100. */
  readonly weights: Readonly<Record<string, number>>
  readonly scores: Scores
  readonly remark?: string
}

/** Fills in a department's ballot, in either language, and does not cast it. */
export async function fillBallot(page: Page, { top, weights, scores, remark }: BallotOnPaper): Promise<void> {
  const ballot = page.getByTestId('ballot')
  const first = ballot.getByRole('combobox')
  const labels = await first.locator('option').allTextContents()
  await first.selectOption({ label: labels.find((label) => label.startsWith(top)) ?? '' })
  for (const [criterion, weight] of Object.entries(weights)) await ballot.getByRole('textbox', { name: new RegExp(`^(“${criterion}”的分量|Weight of “${criterion}”)$`) }).fill(String(weight))
  await fillScores(page, scores)
  if (remark !== undefined) await ballot.getByRole('textbox', { name: /^(说明（|Remark|Note)/ }).fill(remark)
}

/** The scores alone. */
export async function fillScores(page: Page, scores: Scores): Promise<void> {
  const ballot = page.getByTestId('ballot')
  for (const [option, row] of Object.entries(scores))
    for (const [criterion, value] of Object.entries(row)) {
      const name = new RegExp(`^“${option}”.*“${criterion}”`)
      if (value === null) await ballot.getByRole('checkbox', { name }).check({ force: true })
      else await ballot.getByRole('textbox', { name }).fill(String(value))
    }
}
