import { readFileSync } from 'node:fs'
import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

// FTS5 in a native SQLite, on the disk: a program of its own, for a Node that has one. It gets the rows as lines of JSON,
// oldest first, and answers each query with the twenty newest texts and how many there are in all.

const ROUNDS = 3
const PAGE = 20
/** Not to be found by the bundler and the type check, which know an older Node. */
const SQLITE = 'node:sqlite'
const [file = '', rowsPath = '', queriesPath = '', wordsModule = ''] = process.argv.slice(2)
const { DatabaseSync } = await import(SQLITE)
const { wordsOf, questionOf } = await import(pathToFileURL(wordsModule).href)

const database = new DatabaseSync(file)
database.exec("PRAGMA journal_mode = WAL; CREATE TABLE row (id INTEGER PRIMARY KEY, text TEXT NOT NULL); CREATE VIRTUAL TABLE gram USING fts5(words, content='', tokenize='ascii')")
const started = performance.now()
await fill()
const seconds = (performance.now() - started) / 1_000
/** @type {{ q: string }[]} */
const queries = JSON.parse(readFileSync(queriesPath, 'utf8'))
const newest = database.prepare('SELECT row.text FROM gram CROSS JOIN row ON row.id = gram.rowid WHERE gram MATCH ? ORDER BY gram.rowid DESC LIMIT ?')
const all = database.prepare('SELECT row.text FROM gram CROSS JOIN row ON row.id = gram.rowid WHERE gram MATCH ? ORDER BY gram.rowid DESC')
const count = database.prepare('SELECT count(*) AS total FROM gram WHERE gram MATCH ?')
const answers = queries.map(({ q }) => measure(q))
process.stdout.write(`${JSON.stringify({ seconds, times: answers.map(({ ms }) => ms), totals: answers.map(({ total }) => total), sqlite: database.prepare('SELECT sqlite_version() AS version').get().version })}\n`)

async function fill() {
  const row = database.prepare('INSERT INTO row (id, text) VALUES (?, ?)')
  const gram = database.prepare('INSERT INTO gram (rowid, words) VALUES (?, ?)')
  database.exec('BEGIN')
  let id = 0
  for await (const line of createInterface({ input: createReadStream(rowsPath) })) {
    const text = JSON.parse(line)
    id++
    row.run(id, text)
    gram.run(id, wordsOf(text))
  }
  database.exec("COMMIT; INSERT INTO gram (gram) VALUES ('optimize')")
}

/** @param {string} q */
function measure(q) {
  const { expression, isExact, holds } = questionOf(q)
  const times = []
  let total = 0
  for (let round = 0; round < ROUNDS; round++) {
    const before = performance.now()
    if (isExact) {
      newest.all(expression, PAGE)
      total = count.get(expression).total
    } else {
      total = 0
      for (const { text } of all.iterate(expression)) if (holds(text)) total++
    }
    times.push(performance.now() - before)
  }
  return { ms: times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)], total }
}
