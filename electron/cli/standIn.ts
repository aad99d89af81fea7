import { randomUUID } from 'node:crypto'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { ok, type Result } from '../../shared/lib/result.ts'
import { createHub, type Hub, type HubOptions } from '../hub/createHub.ts'
import type { HubAddress } from '../hub/link/connectLink.ts'
import type { PeerState } from '../hub/link/joinHubs.ts'
import { fetchKey, prepareStandby } from '../hub/link/prepareStandby.ts'
import { readAccessFile } from '../hub/access/accessFile.ts'
import { dataMissing, explain, readOptions, usage, type ArgumentError } from './commandLine.ts'
import { givenPath } from './givenPath.ts'

const WATCH_MS = 250

const USAGE = `用法 Usage: HUISHANG_TOKEN=… huishang stand-in --data DIR --hub URL [--fingerprint F] [--host H] [--port N] [--automatic SECONDS] [--json]

  --data DIR            副本文件夹，没有则新建    folder of the copy; created if absent
  --hub URL             现任会商主机的地址    address of the hub that hosts now
  --fingerprint F       其证书指纹    fingerprint of its key
  --host H              接任后的监听地址，默认 0.0.0.0    address to listen on; 0.0.0.0 unless said
  --port N              端口，默认任意空闲端口    port; any free one unless said
  --automatic SECONDS   会商主机离开这么久后自动接任；排在后面的人依次再等这么久    takes over by itself when the host has been away for so long, and for as long again for each stand-in before it in the order
  --json                每次状态变化输出一行    prints each change of state as a line

环境变量 HUISHANG_TOKEN 是秘书指定的接任人的会话令牌。输入一行 take-over 即接任。
HUISHANG_TOKEN is the session token of a person whom the secretary has named. A line "take-over" on stdin takes over.
`

interface StandInOptions {
  readonly dataDir: string
  readonly hub: HubAddress
  readonly host: string
  readonly port: number
  readonly automaticMs: number | null
  readonly isJson: boolean
}

/** `huishang stand-in`: keeps a copy of a workspace and takes over when its host is gone. @returns the exit code. */
export async function runStandIn(args: readonly string[], built: Pick<HubOptions, 'rendererDir' | 'catalogueWorker' | 'foreignWorker'>): Promise<number> {
  const read = readArguments(args)
  if (!read.ok) return explain(read.error, USAGE)
  const token = process.env['HUISHANG_TOKEN'] ?? ''
  if (token === '') {
    process.stderr.write(`缺少 HUISHANG_TOKEN    HUISHANG_TOKEN is missing\n\n${USAGE}`)
    return 2
  }
  const { dataDir, hub: address, host, port } = read.value
  const prepared = await prepareStandby({ dataDir, host: address, token, newId: randomUUID })
  // A copy that is there already may go on without its host.
  if (!prepared.ok && !(prepared.error.kind === 'unreachable' && (await isCopy(dataDir)))) {
    process.stderr.write(`不能接任 can't stand in: ${prepared.error.kind === 'refused' ? prepared.error.reason : prepared.error.kind}\n`)
    return 1
  }
  const refused: { withdraw(): void } = { withdraw: () => undefined }
  const withdrawn = new Promise<void>((end) => (refused.withdraw = end))
  const started = await createHub({
    dataDir,
    host,
    port,
    isAnnounced: true,
    ...built,
    allowOrigins: [],
    workspace: { name: '会商', language: 'zh-CN' },
    firstHost: address,
    log: (line) => process.stderr.write(`${new Date().toISOString()} ${line}\n`),
    now: () => new Date(),
    onKeyRefused: (at) => void renewKey(at, token, (key) => started.ok && started.value.peers.adoptKey(key), refused.withdraw),
  })
  if (!started.ok) {
    process.stderr.write(`不能启动 can't start: ${started.error.kind}\n`)
    return 1
  }
  if (prepared.ok) started.value.peers.standing.belongTo(prepared.value.personId)
  const ended = new Promise<void>((end) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end())
  })
  const stop = watch(started.value, read.value)
  await Promise.race([ended, withdrawn.then(() => process.stderr.write('秘书已收回接任许可    the secretary has withdrawn the consent\n'))])
  stop()
  await started.value.close()
  return 0
}

async function isCopy(dataDir: string): Promise<boolean> {
  const access = await readAccessFile({ path: resolve(dataDir, 'access.json'), newId: randomUUID, now: '' })
  return access.ok && access.value.replica.workspace !== null
}

type Key = { readonly id: string; readonly key: string; readonly keyNumber: number }

async function renewKey(at: HubAddress, token: string, adopt: (key: Key) => unknown, withdraw: () => void): Promise<void> {
  const key = await fetchKey(at, token)
  if (key.ok) adopt({ id: key.value.workspaceId, key: key.value.key, keyNumber: key.value.keyNumber })
  else if (key.error.kind === 'refused' && key.error.reason === 'role-refused') withdraw()
}

/** Says each change of state, and takes over when asked or when the time has come. */
function watch(hub: Hub, { automaticMs, isJson }: StandInOptions): () => void {
  const seen = { text: '', aloneSince: null as number | null }
  const say = (state: PeerState): void => {
    const text = isJson ? JSON.stringify({ url: hub.url, shareUrl: hub.network().shareUrl, ...state }) : state.state
    if (text === seen.text) return
    seen.text = text
    process.stdout.write(`${text}\n`)
  }
  const turn = (): void => {
    const state = hub.peers.state()
    say(state)
    seen.aloneSince = state.state === 'alone' && state.isCopied ? (seen.aloneSince ?? performance.now()) : null
    const before = hub.peers.before()
    const isDue = automaticMs !== null && before !== null && seen.aloneSince !== null && performance.now() - seen.aloneSince >= automaticMs * (before + 1)
    if (isDue) void hub.peers.takeOver()
  }
  const timer = setInterval(turn, WATCH_MS)
  const lines = createInterface(process.stdin)
  lines.on('line', (line) => {
    if (line.trim() === 'take-over') void hub.peers.takeOver().then(turn)
  })
  turn()
  return () => {
    clearInterval(timer)
    lines.close()
  }
}

function readArguments(args: readonly string[]): Result<StandInOptions, ArgumentError> {
  const text = { type: 'string' } as const
  const parsed = readOptions(args, { hub: text, fingerprint: text, host: text, port: text, automatic: text })
  if (!parsed.ok) return parsed
  const { data, hub, fingerprint, host = '0.0.0.0', port = '0', automatic, json = false } = parsed.value.values
  if (!data) return dataMissing()
  if (!hub || !URL.canParse(hub)) return usage('缺少 --hub URL    --hub URL is missing')
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535) return usage(`不是端口 not a port: ${port}`)
  if (automatic !== undefined && !/^\d{1,5}$/.test(automatic)) return usage(`不是秒数 not a number of seconds: ${automatic}`)
  return ok({
    dataDir: givenPath(data),
    hub: { url: hub, fingerprint },
    host,
    port: Number(port),
    automaticMs: automatic === undefined ? null : Number(automatic) * 1_000,
    isJson: json,
  })
}
