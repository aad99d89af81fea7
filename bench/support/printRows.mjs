/**
 * @typedef {object} BenchRow
 * @property {string} name
 * @property {number} value
 * @property {string} unit
 * @property {{ readonly name: string, readonly value: number }} [comparedWith] something known, measured in the same run: its ratio holds on other machines, the value does not
 * @property {string} [note]
 */

/** @param {readonly BenchRow[]} rows */
export function printRows(rows) {
  for (const { name, value, unit, comparedWith, note } of rows) {
    const compared = comparedWith ? `  = ${rounded(value / comparedWith.value)} × ${comparedWith.name} (${rounded(comparedWith.value)} ${unit})` : ''
    process.stdout.write(`  ${name}: ${rounded(value)} ${unit}${compared}${note ? `  (${note})` : ''}\n`)
  }
}

/** @param {number} value */
function rounded(value) {
  return value.toFixed(value >= 100 ? 0 : value >= 10 ? 1 : 2)
}
