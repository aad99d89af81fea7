import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { requestCountersigns } from '../../../shared/model/countersigning.ts'
import { BrowserApp, type PersonAtBrowser } from '../../support/browserApp.ts'
import { cutNetwork, type Network } from '../../support/cutNetwork.ts'
import { enterMeeting } from '../../support/remoteMeeting.ts'
import { must } from '../../support/startMeeting.ts'
import { chairBar, expectLegible, openBigScreen } from './bigScreen.ts'
import { openTab } from './framing.ts'
import { overhear, type Overheard } from './overhear.ts'
import { CITY, ECOLOGY, HOUSING, MEETING, NEVER_SHOWN } from './wholeTexts.ts'

const STEPS = { discussion: /^(讨论|Discussion)$/, options: /^(方案|Options)$/, scoring: /^(评分|Scoring)$/, positions: /^(立场|Positions)$/, resolution: /^(决议|Resolution)$/ }

interface People {
  readonly secretary: PersonAtBrowser
  readonly chair: PersonAtBrowser
  readonly li: PersonAtBrowser
  readonly anna: PersonAtBrowser
  readonly chen: PersonAtBrowser
}

/** A meeting of a body of three departments, with a secretary, a chair and, once it is opened, the room's big screen. */
export class ConsultationScene {
  readonly app: BrowserApp
  readonly meetingId: string
  readonly people: People
  readonly annasNetwork: Network
  readonly everybody: readonly PersonAtBrowser[]
  /** What comes to the windows of those who may not know what Li's department scored. */
  readonly others: readonly Overheard[]
  #big: { readonly page: Page; readonly heard: Overheard } | undefined

  static async start(): Promise<ConsultationScene> {
    const app = await BrowserApp.start({ workspace: '市联席会议' })
    const size = { width: 1440, height: 900 }
    const people = {
      secretary: await app.newPerson({ name: '王芳', role: 'secretary', department: '联席会议办公室', ...size }),
      chair: await app.newPerson({ name: '周主任', role: 'chair', ...size }),
      li: await app.newPerson({ name: '李建国', department: CITY, ...size }),
      anna: await app.newPerson({ name: 'Anna Schmidt', department: HOUSING, language: 'en', theme: 'dark', ...size }),
      chen: await app.newPerson({ name: '陈静', department: ECOLOGY, ...size }),
    }
    // Before there is a meeting: Today opens it at once.
    const others = [people.secretary, people.chair, people.chen].map(({ page }) => overhear(page))
    const memberDepartmentIds = [people.li, people.anna, people.chen].map(({ departmentId }) => departmentId)
    const body = { name: '综合会商联席会议', memberDepartmentIds, quorumNumerator: 2, quorumDenominator: 3, quorumOperator: 'at-least', noticeHours: 24, paperHours: 48, countersignHours: 48 }
    const { id: bodyId } = (await app.ask('POST', '/api/bodies', body)) as { id: string }
    const meetingId = await app.newMeeting({ title: MEETING, startsAt: new Date().toISOString(), bodyId })
    const annasNetwork = await cutNetwork(people.anna.context)
    await people.anna.page.reload()
    return new ConsultationScene(app, meetingId, people, annasNetwork, others)
  }

  private constructor(app: BrowserApp, meetingId: string, people: People, annasNetwork: Network, others: readonly Overheard[]) {
    this.app = app
    this.meetingId = meetingId
    this.people = people
    this.annasNetwork = annasNetwork
    this.everybody = Object.values(people)
    for (const { page } of this.everybody) page.setDefaultTimeout(15_000)
    this.others = others
  }

  /** From the chair's bar, and from then on everything that comes to it is listened to. */
  async openBigScreen(): Promise<void> {
    const { chair } = this.people
    const heard = new Promise<Overheard>((resolve) => chair.context.once('page', (opened) => resolve(overhear(opened))))
    this.#big = { page: await openBigScreen(chair), heard: await heard }
  }

  get big(): Page {
    if (!this.#big) throw new Error('the big screen is not open')
    return this.#big.page
  }

  /** Which of these the big screen ever got, or has in its page's source. */
  async leakedToBigScreen(secrets: readonly (string | number)[]): Promise<readonly (string | number)[]> {
    const source = await this.big.content()
    return secrets.filter((secret) => this.#big?.heard.tells(secret) || source.includes(String(secret)))
  }

  async goTo(step: keyof typeof STEPS, people = this.everybody): Promise<void> {
    for (const { page } of people) await openTab(page, STEPS[step])
  }

  /** What the hub says to a ballot for the last round, whatever this person's window offers. */
  async castPastTheWindow({ id, token, departmentId }: PersonAtBrowser): Promise<unknown> {
    const { meeting, leave } = await enterMeeting(this.app.url, this.meetingId, token, { personId: id, role: 'delegate', departmentId })
    const round = meeting.rounds.list().toSorted((a, b) => a.number - b.number).at(-1)
    await leave()
    const answer = await fetch(`${this.app.url}/api/rounds/${round?.id}/ballot`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'abstain', weights: [], scores: [], remark: '' }),
    })
    return ((await answer.json()) as { error?: unknown }).error
  }

  /** The secretary asks for the resolution, with a deadline sooner than the screen's field knows. @param ms from now */
  async askToCountersign(people: readonly PersonAtBrowser[], ms: number): Promise<void> {
    const { id: personId, token, departmentId } = this.people.secretary
    const { meeting, context, leave } = await enterMeeting(this.app.url, this.meetingId, token, { personId, role: 'secretary', departmentId })
    const resolutionId = meeting.resolutions.list()[0]?.id ?? ''
    must(requestCountersigns(meeting, { resolutionId, departmentIds: people.map((person) => person.departmentId ?? ''), deadline: new Date(Date.now() + ms).toISOString() }, context))
    await leave()
  }

  /** For people to look at, where a folder is named. */
  async picture(name: string, people = this.everybody): Promise<void> {
    const folder = process.env['HUISHANG_PICTURES']
    if (!folder) return
    for (const { page, name: person } of people) await page.screenshot({ path: `${folder}/${name}-${person}.png` })
    await this.#big?.page.screenshot({ path: `${folder}/${name}-big.png` })
  }
}

/** What the big screen shows is this, and legible; what it ever got, its source included, is nobody's own. */
export async function expectOnBigScreen(scene: ConsultationScene, view: string, ...shown: readonly string[]): Promise<void> {
  const { big } = scene
  await expect.poll(() => big.getByTestId('projector').getAttribute('data-view')).toBe(view)
  for (const words of shown) await expect.poll(() => big.locator('main').innerText()).toContain(words)
  await expectLegible(big)
  expect(await scene.leakedToBigScreen(NEVER_SHOWN)).toEqual([])
}

/** The chair calls a stage, and every window says so. */
export async function callStage({ people: { chair }, everybody }: ConsultationScene, label: string, stage: string): Promise<void> {
  await chairBar(chair.page).getByRole('button', { name: label }).click()
  for (const { page } of everybody) await expect.poll(() => page.getByTestId('item-stage').getAttribute('data-stage')).toBe(stage)
}
