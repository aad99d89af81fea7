import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ROOT } from '../../scripts/root.mjs'

// A process with nothing but the catalogue in it: what it takes before anything is loaded and with everything.

const [dataDir = '', module = ''] = process.argv.slice(2)
const { openThread } = await import(pathToFileURL(module).href)
const catalogue = openThread(join(ROOT, 'out/main/catalogueWorker.js'), dataDir)
await catalogue.search({ q: '的', limit: 1, offset: 0, kind: [], order: 'newest', to: '1900-01-01' })
const before = process.memoryUsage().rss / 1e6
const start = performance.now()
await catalogue.search({ q: '的', limit: 1, offset: 0, kind: [], order: 'newest' })
const loadMs = performance.now() - start
process.stdout.write(`${JSON.stringify({ before, loaded: process.memoryUsage().rss / 1e6, loadMs })}\n`)
await catalogue.close()
