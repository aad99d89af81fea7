import { z } from 'zod'

export const LanguageSchema = z.enum(['zh-CN', 'en'])
export type Language = z.infer<typeof LanguageSchema>

export const ThemeSchema = z.enum(['light', 'dark', 'system'])
export type Theme = z.infer<typeof ThemeSchema>

/** What one machine remembers for its user. Secrets (session tokens) are kept apart, see `Host.secrets`. */
export const SettingsSchema = z.object({
  language: LanguageSchema.default('zh-CN'),
  theme: ThemeSchema.default('light'),
  /** False switches off keys that are a single character, such as `?`; on unless said. */
  singleKeys: z.boolean().optional(),
  /** Origin of the hub last joined, e.g. `http://192.168.1.5:7420`. */
  hubUrl: z.url().optional(),
})
export type Settings = z.infer<typeof SettingsSchema>

export const DEFAULT_SETTINGS: Settings = SettingsSchema.parse({})
