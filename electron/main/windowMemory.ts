import type { BrowserWindow, Rectangle } from 'electron'
import { z } from 'zod'
import { jsonFile } from './jsonFile.ts'
import type { Log } from './log.ts'

const pixels = z.number().int().min(-100_000).max(100_000)
const WindowPlaceSchema = z.object({
  bounds: z.object({ x: pixels, y: pixels, width: pixels, height: pixels }),
  isMaximized: z.boolean(),
})
export type WindowPlace = z.infer<typeof WindowPlaceSchema>

export interface WindowMemory {
  /** Where the window was last, or undefined. */
  place(): Promise<WindowPlace | undefined>
  /** Remembers where `window` is from now on, its closing included. */
  follow(window: BrowserWindow): void
  settle(): Promise<void>
}

const QUIET_MS = 500

/** Remembers the window's place between two runs. Losing it is harmless, so a failure is only logged. */
export function openWindowMemory(path: string, log: Log): WindowMemory {
  const file = jsonFile(path, WindowPlaceSchema, log)
  const save = (window: BrowserWindow): void => {
    file.write({ bounds: rounded(window.getNormalBounds()), isMaximized: window.isMaximized() }).catch(() => log('the window\'s place could not be kept'))
  }
  return {
    place: () => file.read(),
    follow: (window) => {
      const pending: { timer?: NodeJS.Timeout } = {}
      const saveSoon = (): void => {
        clearTimeout(pending.timer)
        pending.timer = setTimeout(() => save(window), QUIET_MS)
      }
      window.on('resize', saveSoon)
      window.on('move', saveSoon)
      window.on('maximize', saveSoon)
      window.on('unmaximize', saveSoon)
      window.on('close', () => {
        clearTimeout(pending.timer)
        save(window)
      })
      window.on('closed', () => clearTimeout(pending.timer))
    },
    settle: () => file.settle(),
  }
}

/** Fractional display scales yield fractions. */
function rounded({ x, y, width, height }: Rectangle): Rectangle {
  return { x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) }
}
