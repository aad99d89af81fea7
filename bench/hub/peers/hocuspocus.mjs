import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Database } from '@hocuspocus/extension-database'
import { Server } from '@hocuspocus/server'

// With a folder, documents are kept by the database extension: its SQLite variant does the same, with a row instead of
// a file, and needs a native module.
const [folder] = process.argv.slice(2)
const fileOf = (/** @type {string} */ name) => join(folder ?? '', encodeURIComponent(name))
if (folder !== undefined) await mkdir(folder, { recursive: true })

const database = new Database({
  fetch: async ({ documentName }) => readFile(fileOf(documentName)).catch(() => null),
  store: async ({ documentName, state }) => {
    await writeFile(`${fileOf(documentName)}.new`, state)
    await rename(`${fileOf(documentName)}.new`, fileOf(documentName))
  },
})
const server = new Server({ address: '127.0.0.1', port: 0, quiet: true, extensions: folder === undefined ? [] : [database] })
await server.listen()
process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${server.address.port}` })}\n`)
