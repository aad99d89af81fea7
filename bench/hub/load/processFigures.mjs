import { readFileSync } from 'node:fs'

/** Linux counts a process's time in these whatever its kernel's own tick is. */
const TICKS_PER_SECOND = 100

/** CPU time of all threads of a process so far, in ms; NaN where there is no /proc. @param {number} pid */
export function cpuMs(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // After the name, which is in brackets and may hold anything.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return ((Number(fields[11]) + Number(fields[12])) * 1000) / TICKS_PER_SECOND
  } catch {
    return Number.NaN
  }
}

/** Resident memory in MB; NaN where there is no /proc. @param {number} pid */
export function rssMb(pid) {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024
  } catch {
    return Number.NaN
  }
}

/** Waits until a process has done next to nothing for a moment. @param {number} pid @param {number} [limitMs] */
export async function untilIdle(pid, limitMs = 10_000) {
  const until = performance.now() + limitMs
  let before = cpuMs(pid)
  while (performance.now() < until) {
    await pause(300)
    const now = cpuMs(pid)
    if (!(now - before > 10)) return
    before = now
  }
}

/** @param {number} ms */
export function pause(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

/** @param {readonly number[]} values @param {number} share between 0 and 1 @returns {number} NaN if there are none */
export function percentile(values, share) {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}
