import { fingerprintDigits } from '../../shared/lib/fingerprint.ts'
import { invitationLink } from '../../shared/lib/invitationLink.ts'
import { ok, type Result } from '../../shared/lib/result.ts'
import { LanguageSchema, type Language } from '../../shared/schema/settings.ts'
import { createHub, type Hub, type HubOptions, type HubStartError } from '../hub/createHub.ts'
import type { HubEvent } from '../hub/inside/events.ts'
import { dataMissing, explain, readOptions, usage, type ArgumentError } from './commandLine.ts'
import { givenPath } from './givenPath.ts'

const DEFAULT_PORT = 7420
const PORTS_TRIED = 20

const USAGE = `用法 Usage: huishang serve --data DIR [--host H] [--port N] [--name NAME] [--language zh-CN|en] [--allow-origin O]... [--insecure-http] [--no-announce] [--log json] [--json]

  --data DIR         工作区文件夹，没有则新建    folder of the workspace; created if absent
  --host H           监听地址，默认 127.0.0.1；0.0.0.0 为本机所有地址
                     address to listen on; 127.0.0.1 unless said, 0.0.0.0 for every address of this machine
  --port N           端口，默认 ${DEFAULT_PORT}，被占用则取下一个    port; ${DEFAULT_PORT} unless said, or the next that is free
  --name NAME        新工作区的名称    name of a new workspace
  --language L       新工作区的语言 zh-CN 或 en    language of a new workspace
  --allow-origin O   允许其页面连接的来源，可重复    origin whose pages may connect; may be repeated
  --insecure-http    其他电脑也可用不加密的 http：只用于封闭网络或反向代理之后
                     other machines may use plain http: only in a closed network or behind a reverse proxy
  --no-announce      不在本网络上用 mDNS 公布    no announcement by mDNS on the network
  --log json         运行记录每行一个 JSON 对象，写到标准错误    one JSON object per line on stderr for what happens
  --json             第一行输出 {"url", "secretaryInvite", …}    prints that as the first line

Ctrl+C 或 SIGTERM：保存后退出    saves everything and ends
`

interface ServeOptions {
  readonly dataDir: string
  readonly host: string
  /** Undefined where nobody asked for a certain port. */
  readonly port: number | undefined
  readonly name: string | undefined
  readonly language: Language
  readonly allowOrigins: readonly string[]
  readonly transport: 'encrypted' | 'plain'
  readonly isAnnounced: boolean
  readonly isJson: boolean
  /** What happens goes to stderr as JSON instead of in words. */
  readonly logsJson: boolean
}

/** `huishang serve`. @returns the exit code, when a signal has ended it or it could not start. */
export async function runServe(args: readonly string[], built: Pick<HubOptions, 'rendererDir' | 'catalogueWorker' | 'foreignWorker'>): Promise<number> {
  const read = readArguments(args)
  if (!read.ok) return explain(read.error, USAGE)
  // Whoever read our output may have gone; the meeting goes on.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined)
  // Before the start, so that a signal during it is not lost.
  const ended = endSignal()
  const started = await start(read.value, built)
  if (!started.ok) {
    process.stderr.write(`${startProblem(started.error)}\n`)
    return 1
  }
  const hub = started.value
  if (read.value.transport === 'plain' && hub.network().isShared) warn(read.value, '--insecure-http: what other machines send and receive is not encrypted, invitations and tokens included')
  process.stdout.write(read.value.isJson ? `${JSON.stringify(startLine(hub))}\n` : welcome(hub))
  await ended
  await hub.close()
  return 0
}

function readArguments(args: readonly string[]): Result<ServeOptions, ArgumentError> {
  const [text, flag] = [{ type: 'string' }, { type: 'boolean' }] as const
  const own = { host: text, port: text, name: text, language: text, 'allow-origin': { ...text, multiple: true }, 'insecure-http': flag, 'no-announce': flag, log: text } as const
  const parsed = readOptions(args, own)
  if (!parsed.ok) return parsed
  const { values } = parsed.value
  const { data, host = '127.0.0.1', port, name, language = 'zh-CN', json = false, 'allow-origin': allowOrigins = [] } = values
  if (data === undefined || data === '') return dataMissing()
  if (port !== undefined && !(/^\d{1,5}$/.test(port) && Number(port) <= 65_535)) return usage(`不是端口 not a port: ${port}`)
  if (values.log !== undefined && values.log !== 'json') return usage(`--log 只能是 json    --log takes json only: ${values.log}`)
  const known = LanguageSchema.safeParse(language)
  if (!known.success) return usage(`不是 zh-CN 或 en    neither zh-CN nor en: ${language}`)
  const strange = allowOrigins.find((origin) => !isOrigin(origin))
  if (strange !== undefined) return usage(`不是来源 not an origin like https://example.org: ${strange}`)
  return ok({
    dataDir: givenPath(data),
    host,
    port: port === undefined ? undefined : Number(port),
    name: name?.trim() || undefined,
    language: known.data,
    allowOrigins,
    transport: values['insecure-http'] === true ? 'plain' : 'encrypted',
    isAnnounced: values['no-announce'] !== true,
    isJson: json,
    logsJson: values.log === 'json',
  })
}

function isOrigin(text: string): boolean {
  return /^[a-z][a-z\d+.-]*:\/\/[^/?#\s]+$/.test(text)
}

/** Someone who asked for a port gets it or an error; otherwise the next free one does. */
async function start(options: ServeOptions, built: Pick<HubOptions, 'rendererDir' | 'catalogueWorker' | 'foreignWorker'>): Promise<Result<Hub, HubStartError>> {
  const { dataDir, host, allowOrigins, transport, isAnnounced, name, language } = options
  const workspace = { name: name ?? (language === 'en' ? 'Huishang' : '会商'), language }
  const log = { log: logLine, ...(options.logsJson && { onEvent: logEvent }) }
  const startOn = (port: number) => createHub({ dataDir, host, port, transport, isAnnounced, ...built, allowOrigins, workspace, ...log, now: () => new Date() })
  if (options.port !== undefined) return startOn(options.port)
  for (let port = DEFAULT_PORT; port < DEFAULT_PORT + PORTS_TRIED; port++) {
    const started = await startOn(port)
    if (started.ok || started.error.kind !== 'port-taken') return started
  }
  return startOn(0)
}

function warn({ logsJson }: ServeOptions, text: string): void {
  if (logsJson) logEvent({ event: 'message', text })
  else logLine(text)
}

function logLine(line: string): void {
  process.stderr.write(`${new Date().toISOString()} ${line}\n`)
}

function logEvent(event: HubEvent): void {
  process.stderr.write(`${JSON.stringify({ at: new Date().toISOString(), ...event })}\n`)
}

function endSignal(): Promise<void> {
  return new Promise((end) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => end())
    // npx puts a shell in between, which a signal ends without reaching us.
    if (process.env['npm_command'] === 'exec') whenParentEnds(end)
  })
}

const PARENT_CHECK_MS = 250

function whenParentEnds(end: () => void): void {
  const parent = process.ppid
  const check = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(check)
    end()
  }, PARENT_CHECK_MS)
  check.unref()
}

function startLine({ url, secretaryInvite, isNew, shareUrl, network }: Hub): object {
  const { fingerprint, certificateHash } = network()
  return { url, secretaryInvite, isNew, shareUrl, ...(fingerprint !== null && { fingerprint, certificateHash }) }
}

function welcome({ url, shareUrl, secretaryInvite, isNew, network }: Hub): string {
  const { fingerprint, certificateHash } = network()
  const link = invitationLink(shareUrl, { code: secretaryInvite, ...(fingerprint !== null && { fingerprint }) })
  return `${isNew ? '新工作区已建立    A new workspace is ready' : '会商服务已启动    The hub is running'}
地址 Address: ${shareUrl === url ? url : `${url} (本机 this machine), ${shareUrl} (网络 network)`}
秘书邀请链接（仅一次）    Invitation for the secretary (once): ${link}
${
  fingerprint === null
    ? ''
    : `主机校验码（桌面版加入时核对）    Host check code (compare when joining on the desktop): ${fingerprintDigits(fingerprint)}
证书 SHA-256（浏览器警告时核对）    Certificate SHA-256 (compare at the browser's warning): ${certificateHash ?? ''}
`
}Ctrl+C 保存并退出    saves and ends
`
}

function startProblem(error: HubStartError): string {
  switch (error.kind) {
    case 'port-taken':
      return `端口 ${error.port} 已被占用，请用 --port 换一个    Port ${error.port} is taken; choose another with --port`
    case 'address-unavailable':
      return `不能在 ${error.host} 上监听，请检查 --host 和 --port    Cannot listen on ${error.host}; check --host and --port`
    case 'not-writable':
      return `不能写入 ${error.path}    Cannot write to ${error.path}`
    case 'in-use':
      return `另一个会商服务正在使用 ${error.path}    Another hub is running on ${error.path}`
    case 'newer-format':
      return `${error.path} 由更新的版本写成，请升级    ${error.path} was written by a newer version; update this one`
    case 'damaged':
      return `${error.path} 已损坏，原样保存为 .damaged；请恢复备份    ${error.path} is damaged; a copy was kept as .damaged. Restore a backup`
  }
}
