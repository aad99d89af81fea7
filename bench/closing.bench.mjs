import { importBundled } from './support/importBundled.mjs'
import { printRows } from './support/printRows.mjs'

const { measureClosing } = await importBundled(new URL('./closing.ts', import.meta.url))
printRows(await measureClosing())
