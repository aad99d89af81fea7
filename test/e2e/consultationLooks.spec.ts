import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { axeFindings, inEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'
import { cutOff } from './support/cutOff.ts'
import { openTab } from './support/framing.ts'
import { longConsultation, OFFICE, type LongConsultation } from './support/longConsultation.ts'

let app: BrowserApp
let secretary: PersonAtBrowser
let delegate: PersonAtBrowser
let scene: LongConsultation

beforeAll(async () => {
  app = await BrowserApp.start({ workspace: '市联席会议' })
  secretary = await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室', width: 1440, height: 900 })
  delegate = await app.newPerson({ name: '李建国', department: `${OFFICE}1`, width: 1440, height: 900 })
  scene = await longConsultation(app, delegate.departmentId ?? '')
})

/** At 1440×900 and at 200 % zoom, in both languages and themes: nothing is cut off, one thing at most comes next, and axe has nothing to say. */
async function findings({ page }: PersonAtBrowser): Promise<string[]> {
  const found: string[] = []
  for (const [width, height] of [[1440, 900], [720, 450]] as const) {
    await page.setViewportSize({ width, height })
    const looks = { number: 0 }
    found.push(
      ...(await inEveryLook(page, async () => {
        looks.number += 1
        // Contrast is the theme's, the structure the screen's: once in each of the two, where nothing but the item is in sight.
        const axe = width === 720 && looks.number % 2 === 0 ? await axeFindings(page) : []
        return [...(await cutOff(page)), ...(await rivals(page)), ...axe].map((finding) => `${width}: ${finding}`)
      })),
    )
  }
  await page.setViewportSize({ width: 1440, height: 900 })
  return found
}

async function rivals(page: Page): Promise<string[]> {
  const primary = await page.locator('button.bp6-intent-primary:not(.bp6-outlined, .bp6-minimal):visible').allInnerTexts()
  return primary.length > 1 ? [`primary: ${primary.join(', ')}`] : []
}

const at = (itemId: string): string => `#/meeting/${scene.meetingId}/agenda/${itemId}`

test('[C3][C5][C6][C8] what was decided: options, results, positions and resolution with the longest names are clean for axe, and nothing is cut off', async () => {
  const { page } = secretary
  await secretary.open(at(scene.items.decided))
  const found: string[] = []
  for (const [tab, shows] of [[/^方案$/, 'rule'], [/^评分$/, 'sureness'], [/^立场$/, 'positions'], [/^决议$/, 'dissent']] as const) {
    await openTab(page, tab)
    await page.getByTestId(shows).first().waitFor()
    found.push(...(await findings(secretary)))
  }
  expect(found).toEqual([])
})

test('[C4][C6] what is being decided: a ballot by swings and in pairs, and a draft that goes against the positions, are clean for axe, and nothing is cut off', async () => {
  const { page } = delegate
  await delegate.open(at(scene.items.open))
  await openTab(page, /^评分$/)
  const ballot = page.getByTestId('ballot')
  await ballot.waitFor()
  const found = await findings(delegate)
  await ballot.getByText('两两比较').click()
  await page.getByTestId('pairs').waitFor()
  found.push(...(await findings(delegate)))
  await secretary.open(at(scene.items.open))
  await openTab(secretary.page, /^决议$/)
  await secretary.page.getByTestId('lint').waitFor()
  await secretary.page.getByLabel('与表态结果不一致的理由').waitFor()
  found.push(...(await findings(secretary)))
  expect(found).toEqual([])
})
