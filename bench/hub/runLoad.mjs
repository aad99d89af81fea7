import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const MAIN = fileURLToPath(new URL('./load/main.mjs', import.meta.url))

/**
 * Does one job in a clients' process of its own, so that no run inherits another's memory, and one that hangs can be ended.
 * @template {keyof import('./load/main.mjs').Jobs} N
 * @param {N} name
 * @param {Parameters<import('./load/main.mjs').Jobs[N]>[0]} job
 * @param {number} limitMs
 * @returns {Promise<Awaited<ReturnType<import('./load/main.mjs').Jobs[N]>>>} rejects with a sentence if the job failed or took too long
 */
export function runLoad(name, job, limitMs) {
  const child = fork(MAIN, { serialization: 'advanced' })
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`took more than ${Math.round(limitMs / 1000)} s`))
    }, limitMs)
    child.once('message', (/** @type {any} */ outcome) => {
      if ('error' in outcome) reject(new Error(outcome.error))
      else resolve(outcome.value)
    })
    child.once('error', reject)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`the clients ended with ${code ?? 'a signal'}`))
    })
    child.send({ name, job })
  })
}
