import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/** How often the first instance looks for messages of others, in ms. */
const LOOK_EVERY = 50

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/**
 * The single-instance lock of one user-data folder, between real processes. Electron's call is synchronous, so files do
 * it: a lock file made exclusively, and messages that appear whole because they are renamed into place.
 */
export class InstanceLock {
  #folder
  #file
  #onSecond
  /** @type {NodeJS.Timeout | undefined} */
  #timer

  /**
   * @param {string} userData
   * @param {(message: { argv: string[], workingDirectory: string, additionalData: unknown }) => void} onSecond
   */
  constructor(userData, onSecond) {
    this.#folder = join(userData, 'double-instance')
    this.#file = join(this.#folder, 'lock')
    this.#onSecond = onSecond
  }

  get isHeld() {
    return this.#timer !== undefined
  }

  /** @param {unknown} additionalData @returns {boolean} whether this process is the first */
  request(additionalData) {
    if (this.isHeld) return true
    mkdirSync(this.#folder, { recursive: true })
    if (this.#take()) {
      for (const name of readdirSync(this.#folder).filter((entry) => entry.endsWith('.json'))) rmSync(join(this.#folder, name), { force: true })
      this.#timer = setInterval(() => this.#look(), LOOK_EVERY)
      this.#timer.unref()
      return true
    }
    const message = join(this.#folder, `${process.pid}-${Date.now()}`)
    writeFileSync(message, JSON.stringify({ argv: process.argv, workingDirectory: process.cwd(), additionalData }))
    renameSync(message, `${message}.json`)
    return false
  }

  #take() {
    const own = `${this.#file}.${process.pid}`
    for (const isRetry of [false, true]) {
      try {
        writeFileSync(this.#file, String(process.pid), { flag: 'wx' })
        return true
      } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
      }
      const holder = Number(readFileSync(this.#file, 'utf8'))
      // An empty file is a process between making and writing it: alive.
      if (holder === 0 || isAlive(holder) || isRetry) return false
      renameSync(this.#file, own)
      rmSync(own, { force: true })
    }
    return false
  }

  #look() {
    // Tests remove the folder under an application that did not end.
    if (!existsSync(this.#folder)) return this.release()
    for (const name of readdirSync(this.#folder).filter((entry) => entry.endsWith('.json'))) {
      const path = join(this.#folder, name)
      const message = JSON.parse(readFileSync(path, 'utf8'))
      rmSync(path)
      this.#onSecond(message)
    }
    return undefined
  }

  release() {
    if (this.#timer === undefined) return
    clearInterval(this.#timer)
    this.#timer = undefined
    rmSync(this.#file, { force: true })
  }
}
