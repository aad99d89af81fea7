import { SEARCH_KINDS, SearchRequestSchema, type SearchAnswer, type SearchKind, type SearchRequest } from '../../shared/archive/search/answer.ts'
import { ok, type Result } from '../../shared/lib/result.ts'
import { hasRecords } from '../hub/archive/catalogue/searchedRecords.ts'
import { ShardedCatalogue } from '../hub/archive/catalogue/ShardedCatalogue.ts'
import { isFolderInUse } from '../hub/lockFolder.ts'
import { dataMissing, explain, readOptions, usage, type ArgumentError } from './commandLine.ts'
import { createCountProgress } from './progress.ts'

const USAGE = `用法 Usage: huishang search "QUERY" --data DIR [--limit N] [--offset N] [--kind K] [--from D] [--to D] [--department D] [--body B] [--order newest|relevance] [--json]

  QUERY            检索词，空格分隔的各词须同时出现；"…" 内可含空格    words that must all occur; "…" for one with spaces
  --data DIR       工作区文件夹，会商服务可以正在运行    folder of the workspace; its hub may be running
  --limit N        最多列出多少条，默认 20    hits listed at most; 20 unless said
  --offset N       跳过前 N 条    skips the first N
  --kind K         ${SEARCH_KINDS.join(', ')}；可用逗号分隔    several with commas
  --from D --to D  会议日期，如 2026-03-05，含当日    days of the meeting, both included
  --department D   单位名称或编号    name or id of a department
  --body B         会议名称，不含届次和日期    name of the body that met, without number and date
  --order O        newest 按时间（默认） newest first; relevance 按相关度 best first
  --json           标准输出为一个 JSON 对象    prints one JSON object
`

interface SearchOptions {
  readonly data: string
  readonly request: SearchRequest
  readonly isJson: boolean
}

/**
 * `huishang search`. Beside a running hub it only reads; otherwise it first takes what is new into the catalogue.
 * @returns the exit code.
 */
export async function runSearch(args: readonly string[]): Promise<number> {
  const read = readArguments(args)
  if (!read.ok) return explain(read.error, USAGE)
  const { data, request, isJson } = read.value
  if (!(await hasRecords(data))) {
    process.stderr.write(`这里没有工作区    there is no workspace here: ${data}\n`)
    return 1
  }
  const answer = await search(data, request)
  process.stdout.write(isJson ? `${JSON.stringify(answer)}\n` : inWords(answer))
  return 0
}

async function search(dataDir: string, request: SearchRequest): Promise<SearchAnswer> {
  const isAlone = (): boolean => !isFolderInUse(dataDir)
  const catalogue = await ShardedCatalogue.open({ dataDir, canWrite: isAlone, directMs: Infinity })
  try {
    if (isAlone()) await catalogue.update(createCountProgress())
    return await catalogue.search(request)
  } finally {
    await catalogue.close()
  }
}

function readArguments(args: readonly string[]): Result<SearchOptions, ArgumentError> {
  const text = { type: 'string' } as const
  const parsed = readOptions(args, { limit: text, offset: text, kind: text, from: text, to: text, department: text, body: text, order: text }, { allowPositionals: true })
  if (!parsed.ok) return parsed
  const { values, positionals } = parsed.value
  const { data = '', json = false, ...fields } = values
  const [q, ...others] = positionals
  if (q === undefined || others.length > 0) return usage('请给出一个检索词，含空格时用引号    one QUERY is needed, in quotes if it has spaces')
  if (data === '') return dataMissing()
  const request = SearchRequestSchema.safeParse({ ...fields, q })
  if (request.success) return ok({ data, request: request.data, isJson: json })
  const [problem] = request.error.issues
  return usage(`--${String(problem?.path[0])}: ${problem?.message}`)
}

const KIND_NAMES: Readonly<Record<SearchKind, string>> = {
  meeting: '会议 meeting',
  'agenda-item': '议题 agenda item',
  note: '记录 note',
  issue: '问题 issue',
  resolution: '议定事项 resolution',
  action: '交办事项 action',
  attendance: '出席 attendance',
  submission: '申报材料 submission',
  option: '方案与标准 option',
  ballot: '评分说明 score remark',
  position: '立场 position',
  dissent: '反对意见 dissent',
  countersign: '会签意见 countersign',
}

function inWords({ total, hits }: SearchAnswer): string {
  const lines = hits.map(({ heldOn, meeting, kind, snippet, path }) => `${heldOn}  ${meeting}  [${KIND_NAMES[kind]}]  ${path}\n    ${snippet}\n`)
  return `${lines.join('')}${total} 条结果，列出 ${hits.length}    hits: ${total}, listed: ${hits.length}\n`
}
