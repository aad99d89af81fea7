import { readFile } from 'node:fs/promises'
import type { z } from 'zod'
import { assertNever } from '../../shared/lib/assert.ts'
import { err, ok, type Result } from '../../shared/lib/result.ts'
import { explain, readOptions, usage, type ArgumentError } from './commandLine.ts'
import { AhpInputSchema, answerByAhp } from './decide/ahpMethod.ts'
import type { Answer } from './decide/Answer.ts'
import { answerByConsensus, ConsensusInputSchema } from './decide/consensusMethod.ts'
import { answerByKendall, KendallInputSchema } from './decide/kendallMethod.ts'
import { answerByPositions, PositionsInputSchema } from './decide/positionsMethod.ts'
import { answerByPromethee2, Promethee2InputSchema } from './decide/promethee2Method.ts'
import { readInput, type InputError } from './decide/readInput.ts'
import { answerByValue, ValueInputSchema } from './decide/valueMethod.ts'
import { givenPath } from './givenPath.ts'

const METHODS = ['value', 'ahp', 'promethee2', 'kendall', 'consensus', 'positions'] as const
type Method = (typeof METHODS)[number]

const USAGE = `用法 Usage: huishang decide FILE [--method ${METHODS.join('|')}] [--json]

  FILE             JSON 文件，各方法的格式见 docs/cli.md    a JSON file; docs/cli.md says what each method takes
  --method value       加权评分（默认）：得分、名次及其稳健程度    weighted value: scores, ranks and how sure they are; unless said
           ahp         层次分析法：由两两比较得出权重    weights from pairwise judgements
           promethee2  不互相抵消的排序    an order without compensation
           kendall     各方排序的一致程度    agreement of several orders
           consensus   各档人数的共识度    agreement of answers on a scale
           positions   各单位立场和表决规则得出结果    positions and a rule, and what comes of them
  --json           标准输出为一个 JSON 对象    prints one JSON object

输入有误时退出码为 2，并指出出错的字段
If the input is malformed it ends with 2 and names the wrong field
`

interface DecideArguments {
  readonly file: string
  readonly method: Method
  readonly isJson: boolean
}

type Failure =
  | ArgumentError
  | { readonly kind: 'not-readable'; readonly path: string }
  | { readonly kind: 'not-utf8' }
  | InputError

/** `huishang decide`. It needs no workspace. @returns the exit code: 2 also for malformed input. */
export async function runDecide(args: readonly string[]): Promise<number> {
  const read = readArguments(args)
  const answer = read.ok ? await answerFor(read.value) : read
  if (!answer.ok) return tell(answer.error)
  const { json, words, notes } = answer.value
  process.stderr.write(notes.map((note) => `${note}\n`).join(''))
  process.stdout.write(read.ok && read.value.isJson ? `${JSON.stringify(json)}\n` : words)
  return 0
}

async function answerFor({ file, method }: DecideArguments): Promise<Result<Answer, Failure>> {
  const bytes = await readFile(file).catch(() => null)
  if (bytes === null) return err({ kind: 'not-readable', path: file })
  const text = utf8Text(bytes)
  return text === null ? err({ kind: 'not-utf8' }) : answered(text, method)
}

/** Null if it is in another encoding: names would be answered that nobody wrote. */
function utf8Text(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}

function answered(text: string, method: Method): Result<Answer, InputError> {
  switch (method) {
    case 'value':
      return by(text, ValueInputSchema, answerByValue)
    case 'ahp':
      return by(text, AhpInputSchema, answerByAhp)
    case 'promethee2':
      return by(text, Promethee2InputSchema, answerByPromethee2)
    case 'kendall':
      return by(text, KendallInputSchema, answerByKendall)
    case 'consensus':
      return by(text, ConsensusInputSchema, answerByConsensus)
    case 'positions':
      return by(text, PositionsInputSchema, answerByPositions)
    default:
      return assertNever(method)
  }
}

function by<T>(text: string, schema: z.ZodType<T>, answer: (input: T) => Answer): Result<Answer, InputError> {
  const read = readInput(text, schema)
  if (!read.ok) return read
  const { input, unused } = read.value
  const found = answer(input)
  return ok({ ...found, notes: [...found.notes, ...unused.map((path) => `未使用的字段    field that is not used: ${path}`)] })
}

function readArguments(args: readonly string[]): Result<DecideArguments, Failure> {
  const parsed = readOptions(args, { method: { type: 'string' } }, { allowPositionals: true })
  if (!parsed.ok) return parsed
  const { values, positionals } = parsed.value
  const [file, ...others] = positionals
  if (file === undefined || file === '' || others.length > 0) return usage('请给出一个文件    one FILE is needed')
  const method = METHODS.find((name) => name === (values.method ?? 'value'))
  if (method === undefined) return usage(`没有这个方法    no such method: ${values.method}`)
  return ok({ file: givenPath(file), method, isJson: values.json === true })
}

function tell(failure: Failure): number {
  switch (failure.kind) {
    case 'help-wanted':
    case 'usage':
      return explain(failure, USAGE)
    case 'not-readable':
      process.stderr.write(`无法读取    can't read: ${failure.path}\n`)
      return 1
    case 'not-utf8':
      process.stderr.write('文件不是 UTF-8 编码    the file is not in UTF-8\n')
      return 2
    case 'not-json':
      process.stderr.write(`文件不是 JSON    the file is not JSON: ${failure.detail}\n`)
      return 2
    case 'malformed':
      process.stderr.write(failure.problems.map(({ path, message }) => `${path === '' ? '整个文件 the whole file' : path}: ${message}\n`).join(''))
      return 2
    default:
      return assertNever(failure)
  }
}
