import type { Page } from 'playwright-core'
import { beforeAll, expect, test } from 'vitest'
import { projectorLink } from '../../shared/lib/projectorLink.ts'
import { ProjectedFrameSchema } from '../../shared/room/projector/ProjectedFrameSchema.ts'
import { axeFindings } from '../support/axeFindings.ts'
import { BrowserApp } from '../support/browserApp.ts'
import { PROJECTOR_FRAMES } from '../support/projectorFrames.ts'

let app: BrowserApp

beforeAll(async () => {
  app = await BrowserApp.start({ isFresh: true })
})

const LOOKS = [['zh-CN', 'light'], ['zh-CN', 'dark'], ['en', 'light'], ['en', 'dark']] as const
const SIZES = [[1920, 1080], [1366, 768], [1024, 768]] as const

type Answer = { readonly frame: unknown } | { readonly status: number } | 'cut'

/** A big screen that is told what its hub would: the answer of the moment, to every question. */
async function openScreen(language: 'zh-CN' | 'en', theme: 'light' | 'dark') {
  const { page, problems } = await app.newWindow({ width: 1920, height: 1080 })
  const told = { answer: { frame: PROJECTOR_FRAMES['nothing yet'] } as Answer, version: 0, wake: () => undefined as void }
  await page.route('**/api/projector?*', async (route) => {
    // Only another answer than the one shown comes at once.
    const asked = new URL(route.request().url()).searchParams.get('after')
    if (asked === String(told.version)) await new Promise<void>((resolve) => { told.wake = resolve })
    const { answer } = told
    if (answer === 'cut') return route.abort().catch(() => undefined)
    const body = 'frame' in answer ? { version: String(told.version), frame: answer.frame, now: 1_700_000_090_000 } : {}
    return route.fulfill({ status: 'frame' in answer ? 200 : answer.status, json: body }).catch(() => undefined)
  })
  await page.goto(projectorLink(app.url, { hubUrl: app.url, code: 'c'.repeat(32), language, theme }))
  const tell = async (answer: Answer): Promise<void> => {
    Object.assign(told, { answer, version: told.version + 1 })
    told.wake()
    if (answer !== 'cut' && 'frame' in answer) await page.waitForResponse(async (response) => response.url().includes('/api/projector') && ((await response.json()) as { version: string }).version === String(told.version))
    // Drawn, and its pages counted.
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
  }
  return { page, tell, problems }
}

/** What cannot be read from the back of the room: too small, cut without a sign, on no page, or beyond the screen. */
function illegible(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const least = (28 / 1080) * innerHeight - 0.1
    const found: string[] = []
    const root = document.documentElement
    if (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth) found.push('the page scrolls')
    const pages = document.querySelector('.pages')
    for (const element of document.querySelectorAll<HTMLElement>('main, main *')) {
      const style = getComputedStyle(element)
      const hasText = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim())
      if (hasText && Number.parseFloat(style.fontSize) < least) found.push(`${style.fontSize}: ${element.textContent?.slice(0, 30)}`)
      const isCut = element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2
      const hasSign = style.webkitLineClamp !== 'none' || style.textOverflow === 'ellipsis'
      if (isCut && style.overflow !== 'visible' && !hasSign && element !== pages) found.push(`cut: ${element.className} ${element.textContent?.slice(0, 30)}`)
      const { left, right, top, bottom } = element.getBoundingClientRect()
      const isOnAPage = pages?.contains(element) && element !== pages
      if (hasText && !isOnAPage && (left < 0 || right > innerWidth + 1 || top < 0 || bottom > innerHeight + 1)) found.push(`beyond: ${element.textContent?.slice(0, 30)}`)
    }
    if (pages) {
      const box = pages.getBoundingClientRect()
      const step = box.width + Number.parseFloat(getComputedStyle(pages).columnGap)
      const count = Math.round((pages.scrollWidth + step - pages.clientWidth) / step)
      const said = document.querySelector('.paged-page')?.textContent ?? null
      if (count > 1 !== (said !== null && said.includes(String(count)))) found.push(`${count} pages, said: ${String(said)}`)
      // Each line lies wholly within the height and the width of one page.
      for (const line of pages.querySelectorAll('p, .row-text, .row-note, .row-figure, .row-mark')) {
        for (const { top, bottom, left, right } of line.getClientRects()) {
          const column = ((left - box.left + 2) % step + step) % step - 2
          if (top < box.top - 2 || bottom > box.bottom + 2 || column + (right - left) > pages.clientWidth + 2) found.push(`off its page: ${line.textContent?.slice(0, 30)}`)
        }
      }
      // A row that fits on a page stays whole.
      for (const row of pages.querySelectorAll('.rows:not(.rows-long) > li')) if (row.getClientRects().length > 1 && row.getBoundingClientRect().height <= pages.clientHeight) found.push(`divided: ${row.textContent?.slice(0, 30)}`)
    }
    return found
  })
}

test.each(LOOKS)('[C7] every frame is legible from the back of the room, in %s and %s', async (language, theme) => {
  const { page, tell, problems } = await openScreen(language, theme)
  const found: string[] = []
  for (const [name, frame] of Object.entries(PROJECTOR_FRAMES)) {
    await tell({ frame: ProjectedFrameSchema.parse(frame) })
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height })
      await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))))
      found.push(...(await illegible(page)).map((line) => `${name} ${width}×${height}: ${line}`))
      await picture(page, `${name}-${language}-${theme}-${width}x${height}`)
    }
    found.push(...(await axeFindings(page)).map((line) => `${name}: ${line}`))
  }
  expect([...found, ...problems]).toEqual([])
})

test.each([['zh-CN', ['连接中断', '已不再显示', '会议已结束', '正在连接', '没有口令']], ['en', ['No connection', 'no longer shown', 'The meeting is over', 'Connecting', 'holds no code']]] as const)('[C7] what is no frame is said as legibly: cut off, ended, closed, connecting, no code, in %s', async (language, words) => {
  const found: string[] = []
  const expectWords = async (page: Page, word: string): Promise<void> => {
    await page.getByText(word).waitFor()
    for (const [width, height] of SIZES) {
      await page.setViewportSize({ width, height })
      found.push(...(await illegible(page)).map((line) => `${word} ${width}×${height}: ${line}`))
      await picture(page, `${word}-${language}-${width}x${height}`)
    }
    found.push(...(await axeFindings(page)))
  }
  const [cut, ended, closed, connecting, noCode] = words
  const first = await openScreen(language, 'dark')
  await first.tell({ frame: PROJECTOR_FRAMES['item frozen'] })
  await first.tell('cut')
  await expectWords(first.page, cut)
  await first.tell({ status: 401 })
  await expectWords(first.page, ended)
  const second = await openScreen(language, 'light')
  await second.tell({ frame: PROJECTOR_FRAMES['item'] })
  await second.tell({ status: 409 })
  await expectWords(second.page, closed)
  expect(second.page.url()).not.toContain('code=')
  const third = await openScreen(language, 'light')
  await third.tell('cut')
  await third.page.reload()
  await expectWords(third.page, connecting)
  await third.page.goto(`${app.url}/projector/`)
  await third.page.getByText(language === 'en' ? '没有口令' : noCode).waitFor()
  expect(found).toEqual([])
})

test('[C7] pages turn by the arrow keys, round and round, and every department comes', async () => {
  const { page, tell } = await openScreen('zh-CN', 'light')
  await tell({ frame: PROJECTOR_FRAMES['positions of twelve'] })
  const seen = new Set<string>()
  const count = Number(/\/ (\d+)/.exec(await page.locator('.paged-page').innerText())?.[1])
  for (let turn = 0; turn < count; turn++) {
    const visible = await page.evaluate(() => {
      const box = document.querySelector('.pages')?.getBoundingClientRect()
      return [...document.querySelectorAll('.rows > li')].filter((row) => row.getBoundingClientRect().left >= (box?.left ?? 0) - 1 && row.getBoundingClientRect().right <= (box?.right ?? 0) + 1).map((row) => row.textContent ?? '')
    })
    visible.forEach((row) => seen.add(row))
    await page.keyboard.press('ArrowRight')
  }
  expect({ seen: seen.size, isFirst: await page.locator('.paged-page').innerText() }).toEqual({ seen: 12, isFirst: `第 1 / ${count} 页` })
})

async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env['HUISHANG_PICTURES']
  if (folder) await page.screenshot({ path: `${folder}/${name.replaceAll(' ', '-')}.png` })
}
