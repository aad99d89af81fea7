import { percentile } from './load/processFigures.mjs'

/**
 * @typedef {import('./contenders.mjs').ContenderId} ContenderId
 *
 * @typedef {object} Figure
 * @property {string} id
 * @property {string} name
 * @property {string} unit
 * @property {'lower' | 'higher'} better
 * @property {Partial<Record<ContenderId, readonly number[]>>} values one for each round; NaN for a round that gave none
 * @property {Partial<Record<ContenderId, string>>} problems what went wrong last
 * @property {Partial<Record<ContenderId, string>>} notes
 *
 * @typedef {object} Goal
 * @property {string} name
 * @property {boolean | null} isMet null: it could not be measured
 * @property {string} because
 */

/** What a run has measured so far. */
export class Figures {
  /** @type {Map<string, Figure & { values: Partial<Record<ContenderId, number[]>> }>} */
  #figures = new Map()
  /** @type {Goal[]} */
  goals = []

  /** @param {Pick<Figure, 'id' | 'name' | 'unit'> & { better?: 'lower' | 'higher' }} figure */
  declare({ id, name, unit, better = 'lower' }) {
    this.#figures.set(id, { id, name, unit, better, values: {}, problems: {}, notes: {} })
  }

  /** @param {string} id @param {ContenderId} contender @param {number} value */
  add(id, contender, value) {
    const { values } = this.#get(id)
    values[contender] = [...(values[contender] ?? []), value]
  }

  /** @param {string} id @param {ContenderId} contender @param {string} problem */
  fail(id, contender, problem) {
    this.#get(id).problems[contender] = problem
  }

  /** @param {string} id @param {ContenderId} contender @param {string} note */
  note(id, contender, note) {
    this.#get(id).notes[contender] = note
  }

  /** @param {string} id @param {ContenderId} contender @returns {number} NaN if there is no value */
  median(id, contender) {
    return medianOf(this.#get(id).values[contender] ?? [])
  }

  /** @returns {readonly Figure[]} in the order they were declared */
  all() {
    return [...this.#figures.values()]
  }

  /**
   * @param {string} name
   * @param {boolean} isMet
   * @param {readonly number[]} values what it was judged by
   * @param {string} because
   */
  judge(name, isMet, values, because) {
    this.goals.push({ name, isMet: values.some((value) => Number.isNaN(value)) ? null : isMet, because })
  }

  /** @param {string} id */
  #get(id) {
    const figure = this.#figures.get(id)
    if (!figure) throw new Error(`no figure ${id} was declared`)
    return figure
  }
}

/** @param {readonly number[]} values @returns {number} NaN if there are none; the upper of two in the middle */
export function medianOf(values) {
  return percentile(values.filter((value) => !Number.isNaN(value)), 0.5)
}
