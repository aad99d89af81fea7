import { cp, rm } from 'node:fs/promises'
import { alternate, faultless, withServer } from '../alternate.mjs'
import { medianOf } from '../Figures.mjs'
import { runLoad } from '../runLoad.mjs'

/** A cold join that takes longer than this is measured once. */
const TEDIOUS_MS = 15_000
const JOINS = 20
const IDS = /** @type {const} */ (['reference', 'hocuspocus', 'huishang'])

/** Until a newcomer has a long document: from the server's storage just after its start, and once it is loaded. @param {import('../alternate.mjs').Run} run */
export async function join(run) {
  const edits = run.isQuick ? 20_000 : 100_000
  const { figures, say } = run
  const of = `a document of ${edits.toLocaleString('en')} edits`
  figures.declare({ id: 'join-cold', name: `joining ${of}, hub just started, from its storage`, unit: 'ms' })
  figures.declare({ id: 'join-warm', name: `joining it again, median of ${JOINS}`, unit: 'ms' })
  figures.declare({ id: 'join-crowd', name: `${JOINS} joining it at once, the last of them`, unit: 'ms' })
  figures.declare({ id: 'join-cpu', name: '… CPU per join', unit: 'ms' })
  say(`joining ${of}: cold ms · warm ms · ${JOINS} at once ms · CPU ms per join`)
  /** @type {Partial<Record<import('../Figures.mjs').ContenderId, { folder: string, written: import('../load/writeDocument.mjs').Written }>>} */
  const prepared = {}
  for (const id of IDS) {
    try {
      const folder = await run.contenders[id].newFolder()
      const written = await withServer(run.contenders[id], { folder }, (target) => runLoad('writeDocument', { target, meeting: run.meeting, writers: 10, edits }, 300_000))
      prepared[id] = { folder, written }
      say(`  written by ${run.contenders[id].name}: ${(written.contentBytes / 1e6).toFixed(1)} MB`)
    } catch (error) {
      for (const figure of ['join-cold', 'join-warm', 'join-crowd', 'join-cpu']) figures.fail(figure, id, error instanceof Error ? error.message : String(error))
      say(`  ${run.contenders[id].name} could not write it: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  /** @type {Map<string, number>} */
  const tedious = new Map()
  /** Contenders that never got there, and why: once is enough. @type {Map<string, unknown>} */
  const failed = new Map()
  await alternate(run, IDS.filter((id) => prepared[id]), ['join-cold', 'join-warm', 'join-crowd', 'join-cpu'], async (contender) => {
    const document = prepared[contender.id]
    if (!document) throw new Error('there is no document')
    // What a server stores may change when it is read, so each start gets a copy of its own.
    if (failed.has(contender.id)) throw failed.get(contender.id)
    const folder = await copyOf(document.folder, contender)
    const result = await withServer(contender, { folder }, (target) => timeJoins(target, document.written)).catch((error) => {
      failed.set(contender.id, error)
      throw error
    })
    const cold = tedious.get(contender.id) ?? result.cold
    if (cold > TEDIOUS_MS) {
      tedious.set(contender.id, cold)
      figures.note('join-cold', contender.id, 'measured once')
      // As it is after that one reading, so that the warm joins of further rounds need not wait again.
      document.folder = folder
    }
    return { 'join-cold': cold, 'join-warm': result.warm, 'join-crowd': result.crowd, 'join-cpu': result.cpu }
  })
}

/** @param {string} folder @param {import('../contenders.mjs').Contender} contender */
async function copyOf(folder, contender) {
  const copy = await contender.newFolder()
  await rm(copy, { recursive: true })
  await cp(folder, copy, { recursive: true })
  return copy
}

/** @param {import('../wire/joinRoom.mjs').Target} target @param {import('../load/writeDocument.mjs').Written} written */
async function timeJoins(target, written) {
  const { first, warm, crowd, cpuMsPerJoin } = faultless(await runLoad('joinTimes', { target, ...written, count: JOINS, limitMs: 150_000 }, 240_000))
  return { cold: first, warm: medianOf(warm), crowd: Math.max(...crowd), cpu: cpuMsPerJoin }
}
