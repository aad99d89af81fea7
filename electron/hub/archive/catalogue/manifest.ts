import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { CATALOGUE_VERSION } from './shardFormat.ts'

const YearSchema = z.object({
  /** Of `<year>.sqlite` and `<year>.grams` beside this file, the one after the other. */
  sha256: z.string(),
  bytes: z.int(),
  rows: z.int(),
  /** Days since 1970 of the first and last row. */
  firstDay: z.int(),
  lastDay: z.int(),
  /** Name of each record → its stamp. */
  records: z.record(z.string(), z.string()),
  /** Those of them that could not be read → kind of the problem. */
  problems: z.record(z.string(), z.string()),
  /** Hash of each record that one of these corrects → path of that one. */
  corrections: z.record(z.string(), z.string()),
})
export type ManifestYear = z.infer<typeof YearSchema>

const ManifestSchema = z.object({ version: z.literal(CATALOGUE_VERSION), years: z.record(z.string().regex(/^\d{4}$/), YearSchema) })
export type Manifest = z.infer<typeof ManifestSchema>

/** `catalogue.json`: what the catalogue says of itself. One that is missing, damaged or of another version is as none. */
export async function readManifest(folder: string): Promise<Manifest> {
  try {
    return ManifestSchema.parse(JSON.parse(await readFile(manifestPath(folder), 'utf8')))
  } catch {
    return { version: CATALOGUE_VERSION, years: {} }
  }
}

export function manifestPath(folder: string): string {
  return join(folder, 'catalogue.json')
}
