import { parseArgs } from 'node:util'

const MEETINGS = 10_000
const MEETINGS_QUICK = 300

export const USAGE = `npm run bench:archive -- [options]

  --quick        ${MEETINGS_QUICK} meetings instead of ${MEETINGS}: for a look
  --meetings N   that many
  --json FILE    every figure
  --markdown     puts the tables into docs/benchmarks.md
`

/**
 * @param {readonly string[]} args
 * @returns {{ meetings: number, json: string | undefined, isMarkdown: boolean } | { usage: string }} `usage`: what was wrong
 */
export function readOptions(args) {
  try {
    const { values } = parseArgs({ args: [...args], options: { quick: { type: 'boolean' }, meetings: { type: 'string' }, json: { type: 'string' }, markdown: { type: 'boolean' } } })
    const meetings = values.meetings === undefined ? (values.quick ? MEETINGS_QUICK : MEETINGS) : Number(values.meetings)
    if (!Number.isInteger(meetings) || meetings < 30) return { usage: `--meetings ${values.meetings}: not a number of meetings, of which there must be 30` }
    return { meetings, json: values.json, isMarkdown: values.markdown === true }
  } catch (error) {
    return { usage: error instanceof Error ? error.message : String(error) }
  }
}
