import type { MenuItemConstructorOptions } from 'electron'
import { expect, test } from 'vitest'
import { MENU_LABELS } from '../../electron/main/menuLabels.ts'
import { menuTemplate } from '../../electron/main/menuTemplate.ts'
import { MenuCommandSchema } from '../../shared/ipc.ts'

function flatten(items: readonly MenuItemConstructorOptions[]): MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flatten(item.submenu) : [])])
}

test.each([['zh-CN', true], ['zh-CN', false], ['en', true], ['en', false]] as const)('[F3] the menu in %s (Mac: %s) has every command once, words for every item and no key twice', (language, isMac) => {
  const sent: string[] = []
  const items = flatten(menuTemplate(language, isMac, (command) => sent.push(command)))
  for (const { click } of items) (click as (() => void) | undefined)?.()
  const keys = items.flatMap(({ accelerator }) => accelerator ? [accelerator.replace('CmdOrCtrl', isMac ? 'Cmd' : 'Ctrl')] : [])
  expect({
    sent: sent.toSorted(),
    unnamed: items.filter(({ type, label }) => type !== 'separator' && !label),
    repeated: keys.filter((key, index) => keys.indexOf(key) !== index),
  }).toEqual({ sent: MenuCommandSchema.options.toSorted(), unnamed: [], repeated: [] })
})

test('[F3] keys that input methods use are left alone', () => {
  const keys = flatten(menuTemplate('zh-CN', false, () => undefined)).map(({ accelerator }) => accelerator)
  for (const key of ['Ctrl+Space', 'CmdOrCtrl+Space', 'CmdOrCtrl+.', 'CmdOrCtrl+Shift+F']) expect(keys).not.toContain(key)
})

test('[F3] Chinese words are Chinese', () => {
  for (const word of Object.values(MENU_LABELS['zh-CN'])) expect(word).toMatch(/[\u4e00-\u9fff]/)
})
