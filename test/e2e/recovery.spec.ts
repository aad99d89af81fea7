import { beforeAll, expect, test } from 'vitest'
import { axeInEveryLook } from '../support/axeFindings.ts'
import { BrowserApp, type PersonAtBrowser } from '../support/browserApp.ts'

let app: BrowserApp
beforeAll(async () => {
  app = await BrowserApp.start()
})

async function restart(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  await app.stopHub(signal)
  await app.startHub()
}

/** Opens the settings and waits until all of it that the hub answers is there. */
async function openSettings(person: PersonAtBrowser): Promise<void> {
  const answered = person.page.waitForResponse((response) => response.url().endsWith('/api/sessions') && response.ok())
  await person.open('#/today')
  await person.open('#/settings')
  await answered
  await person.page.getByTestId('sign-in').first().waitFor()
}

test('[H6] after the hub was killed its secretary reads until when recovery is open and why, and ends it by keyboard', async () => {
  const secretary = await app.newPerson({ name: '王芳', role: 'secretary' })
  const delegate = await app.newPerson({ name: '李代表', department: '城市管理委员会' })
  const section = secretary.page.getByTestId('recovery')
  await openSettings(secretary)
  expect(await section.count()).toBe(0)

  await restart('SIGKILL')
  await openSettings(secretary)
  await expect.poll(() => section.innerText()).toMatch(/恢复期开到 (?:.* )?\d\d:\d\d：会商主机上次没有正常退出，最后的修改可能没有存下。/)
  await openSettings(delegate)
  expect(await delegate.page.getByTestId('recovery').count()).toBe(0)

  const focused = () => secretary.page.evaluate(() => document.activeElement?.textContent)
  await section.getByRole('button', { name: '结束恢复期' }).press('Enter')
  // Enter out of habit ends nothing.
  await expect.poll(focused).toBe('取消')
  await secretary.page.keyboard.press('Enter')
  await secretary.page.getByRole('dialog').waitFor({ state: 'detached' })
  await expect.poll(focused).toBe('结束恢复期')
  await secretary.page.keyboard.press('Enter')
  await expect.poll(focused).toBe('取消')
  await secretary.page.keyboard.press('Tab')
  await secretary.page.keyboard.press('Enter')
  await section.getByText('恢复期已结束').waitFor()
  await expect.poll(focused).toBe('恢复期')
  expect(await app.ask('GET', '/api/recovery')).toEqual({ until: null, because: null })

  await restart('SIGTERM')
  await openSettings(secretary)
  expect({ sections: await section.count(), problems: [...secretary.problems, ...delegate.problems] }).toEqual({ sections: 0, problems: [] })
})

test('[H6] axe finds nothing on an open recovery and on the question whether to end it, in either language, light and dark', async () => {
  const secretary = await app.newPerson({ name: '郑秘书', role: 'secretary' })
  await restart('SIGKILL')
  await openSettings(secretary)
  const section = secretary.page.getByTestId('recovery')
  await section.waitFor()
  const onScreen = await axeInEveryLook(secretary.page)
  await section.getByRole('button').click()
  await secretary.page.getByRole('dialog').waitFor()
  expect([onScreen, await axeInEveryLook(secretary.page)]).toEqual([[], []])
})
