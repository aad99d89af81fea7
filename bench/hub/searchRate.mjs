/** Doublings from the first rate, then halvings of the last step: within 9 % of the greatest rate. */
const FIRST_RATE = 1_000
const MOST = 64_000
const HALVINGS = 3

/**
 * The greatest rate that holds, by the same steps for everybody.
 * @param {(rate: number) => Promise<boolean>} holds
 * @param {{ first?: number, most?: number, halvings?: number }} [options]
 * @returns {Promise<number>} 0 if not even a small fraction of the first rate holds; `most` if everything did
 */
export async function searchRate(holds, { first = FIRST_RATE, most = MOST, halvings = HALVINGS } = {}) {
  let good = 0
  let bad = 0
  for (let rate = first; bad === 0 && rate <= most; rate *= 2) {
    if (await holds(rate)) good = rate
    else bad = rate
  }
  for (let rate = first / 2; good === 0 && rate >= first / 16; rate /= 2) {
    if (await holds(rate)) good = rate
    else bad = rate
  }
  if (good === 0 || bad === 0) return good
  for (let halving = 0; halving < halvings; halving++) {
    const rate = Math.round(Math.sqrt(good * bad))
    if (await holds(rate)) good = rate
    else bad = rate
  }
  return good
}
