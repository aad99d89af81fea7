import { fileURLToPath } from 'node:url'
import { importBundled } from './support/importBundled.mjs'
import { printRows } from './support/printRows.mjs'

// A bundle lies elsewhere: there the samples' usual place is unknown.
process.env['HUISHANG_DATA_SAMPLES'] ??= fileURLToPath(new URL('../../shared/data', import.meta.url))
const { measureMinutes } = await importBundled(new URL('./minutes.ts', import.meta.url))
const rows = await measureMinutes()
if (rows.length === 0) process.stdout.write('  the published minutes are absent: set HUISHANG_DATA_SAMPLES to the folder of samples\n')
printRows(rows)
