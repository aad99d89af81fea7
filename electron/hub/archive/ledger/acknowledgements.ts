import { mkdir, open, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { RecordProblemSchema, type RecordProblem, type ToldProblem } from '../../../../shared/api.ts'

/** A line of `ledger/acknowledged.jsonl`: somebody has seen a problem. It repairs nothing, and `huishang verify` does not read it. */
const AcknowledgementSchema = RecordProblemSchema.extend({
  v: z.literal(1),
  reason: z.string(),
  personId: z.string(),
  /** As they were called then. */
  name: z.string(),
  at: z.string(),
  /** How the file was then, so that what is done to it afterwards is a new problem; null for the ledger, which grows. */
  stamp: z.string().nullable(),
})
type Acknowledgement = z.infer<typeof AcknowledgementSchema>

const NAME = 'acknowledged.jsonl'

/** Only ever added to. @throws the system's error. */
export async function acknowledgeProblem(dataDir: string, problem: RecordProblem, said: Pick<Acknowledgement, 'reason' | 'personId' | 'name' | 'at'>): Promise<void> {
  const { path, kind } = problem
  const line: Acknowledgement = { v: 1, path, kind, ...said, stamp: await stampOf(dataDir, problem) }
  await mkdir(join(dataDir, 'ledger'), { recursive: true, mode: 0o700 })
  const file = await open(join(dataDir, 'ledger', NAME), 'a', 0o600)
  try {
    // Whatever a crash left of a line before ends here.
    await file.appendFile(`\n${JSON.stringify(line)}\n`)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** The problems, each with what was said of it last as it is now. */
export async function withAcknowledgements(dataDir: string, problems: readonly RecordProblem[]): Promise<readonly ToldProblem[]> {
  if (problems.length === 0) return []
  const text = await readFile(join(dataDir, 'ledger', NAME), 'utf8').catch(() => '')
  const lines = text.split('\n').flatMap((line) => parseLine(line) ?? [])
  return Promise.all(
    problems.map(async (problem) => {
      const stamp = await stampOf(dataDir, problem)
      const said = lines.findLast((line) => line.path === problem.path && line.kind === problem.kind && line.stamp === stamp)
      return { ...problem, acknowledged: said ? { reason: said.reason, name: said.name, at: said.at } : null }
    }),
  )
}

function parseLine(line: string): Acknowledgement | undefined {
  try {
    return AcknowledgementSchema.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}

async function stampOf(dataDir: string, { path }: RecordProblem): Promise<string | null> {
  if (!path.startsWith('records/')) return null
  return stat(join(dataDir, path)).then(({ size, mtimeMs }) => `${size} ${mtimeMs}`, () => 'missing')
}
