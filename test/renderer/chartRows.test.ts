import { expect, test } from 'vitest'
import { rowsAt, widthOf } from '../../renderer/src/features/meeting/results/rows.ts'

const LONG = '引入第三方专业机构整体托管夜市环境卫生噪声油烟治理并按季度考核付费的方案丁丁'
const ENGLISH = 'Install certified grease filters in every stall, maintained and monitored by the street'

test('[C5] short names stand beside their bars, long ones above them', () => {
  expect(rowsAt(['集中整治', '维持现状'], 560)).toEqual({ names: ['集中整治', '维持现状'], above: null, side: 76, height: 128 })
  expect(rowsAt([LONG, '维持现状'], 560).above).toBe(48)
})

test('[C5] no name is cut at any width: the lines say all of it, none too wide, in both scripts', () => {
  for (const width of [320, 560, 1000])
    for (const name of [LONG, ENGLISH, `${ENGLISH}，${LONG}`]) {
      const [shown = ''] = rowsAt([name], width).names
      const lines = shown.split('\n').filter((line) => line !== '')
      expect({ said: shown.replaceAll(/\s/g, ''), tooWide: lines.filter((line) => widthOf(line) > width) }).toEqual({ said: name.replaceAll(/\s/g, ''), tooWide: [] })
    }
})

test('[C5] no line begins with what closes, and words stay whole', () => {
  const [chinese = ''] = rowsAt(['统一安装净化设备、由街道负责运行；费用由区财政（生态专项）承担，并接入在线监测。'.repeat(3)], 320).names
  expect(chinese.split('\n').filter((line) => /^[，。、；：）]/.test(line))).toEqual([])
  const [english = ''] = rowsAt([ENGLISH], 320).names
  expect(english.split(/\s+/)).toEqual(ENGLISH.split(' '))
})

test('[C5] names of fewer lines stand at their bars', () => {
  expect(rowsAt([LONG, '维持现状'], 560).names[1]).toBe('\n维持现状')
})
