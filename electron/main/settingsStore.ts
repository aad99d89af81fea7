import { DEFAULT_SETTINGS, SettingsSchema, type Settings } from '../../shared/schema/settings.ts'
import { jsonFile } from './jsonFile.ts'
import type { Log } from './log.ts'

export interface SettingsStore {
  current(): Settings
  /** Stores first and then tells; if storing throws, nothing has changed. */
  write(settings: Settings): Promise<void>
  settle(): Promise<void>
}

/** What this machine remembers for its user. A missing or damaged file means the defaults. */
export async function openSettings(path: string, onChange: (settings: Settings) => void, log: Log): Promise<SettingsStore> {
  const file = jsonFile(path, SettingsSchema, log)
  const held = { settings: (await file.read()) ?? DEFAULT_SETTINGS }
  return {
    current: () => held.settings,
    write: async (settings) => {
      await file.write(settings)
      held.settings = settings
      onChange(settings)
    },
    settle: () => file.settle(),
  }
}
