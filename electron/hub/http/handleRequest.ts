import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { pipeline } from 'node:stream/promises'
import { ok, type Result } from '../../../shared/lib/result.ts'
import { mayAsk, type ApiRight } from '../../../shared/sync/access.ts'
import { isLoopbackAddress } from '../addresses.ts'
import { stackOf, type Report } from '../inside/events.ts'
import type { HubStatus } from '../inside/HubStatus.ts'
import { refuse, type ApiAnswer, type BytesAnswer, type FileAnswer, type Refusal, type TextAnswer } from './ApiAnswer.ts'
import type { Session } from '../access/AccessStore.ts'
import type { ApiParts, PublicCall, Route } from './Route.ts'
import { HOSTING_ROUTES } from './hostingRoutes.ts'
import { ROUTES } from './routes.ts'
import { servePage } from './servePages.ts'

export interface HttpParts {
  readonly api: ApiParts
  readonly rendererDir: string
  readonly isOwnHost: (header: string | undefined) => boolean
  /** Whether pages of this origin may use the hub; the request's own Host header was checked before. */
  readonly isAllowedOrigin: (origin: string, request: IncomingMessage) => boolean
  readonly status: HttpStatus
  /** Told of every bug. */
  readonly report: Report
}

/** How the hub is doing, and what is counted here. */
export type HttpStatus = Pick<HubStatus, 'isSaving' | 'metrics' | 'countRefusal'>

const MAX_BODY_BYTES = 1024 * 1024
const DRAIN_BYTES = 7 * MAX_BODY_BYTES

/** Answers one request. Never rejects. */
export async function handleRequest(parts: HttpParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await dispatch(parts, request, response)
  } catch (error) {
    if (request.destroyed && !request.complete) return
    parts.report({ event: 'bug', where: 'request', stack: stackOf(error) })
    if (response.headersSent) response.destroy()
    else await send(parts, response, refuse('bug'), {})
  }
}

async function dispatch(parts: HttpParts, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (!parts.isOwnHost(request.headers.host)) return send(parts, response, refuse('host-unknown'), { Connection: 'close' })
  const pathname = (request.url ?? '/').split('?', 1)[0] ?? '/'
  if (pathname === '/healthz') return send(parts, response, ok({ json: { ok: true, saving: parts.status.isSaving } }), {})
  if (pathname === '/metrics') return send(parts, response, await tellMetrics(parts, request), {})
  if (!pathname.startsWith('/api/')) return servePage(parts.rendererDir, request, response, pathname)
  const { origin } = request.headers
  if (origin !== undefined && !parts.isAllowedOrigin(origin, request)) return send(parts, response, refuse('origin-refused'), { Vary: 'Origin' })
  const headers = corsHeaders(origin)
  if (request.method === 'OPTIONS') {
    response.writeHead(204, { ...headers, ...PREFLIGHT_HEADERS })
    response.end()
    return
  }
  return send(parts, response, await callRoute(parts, request, pathname), headers)
}

const PREFLIGHT_HEADERS = {
  'Access-Control-Allow-Methods': 'GET, POST, PUT, PATCH, DELETE',
  'Access-Control-Allow-Headers': 'Authorization, Content-Type',
  // Pages from elsewhere reach a hub on a private network only with this.
  'Access-Control-Allow-Private-Network': 'true',
  'Access-Control-Max-Age': '600',
} as const

function corsHeaders(origin: string | undefined): Readonly<Record<string, string>> {
  return origin === undefined ? { Vary: 'Origin' } : { Vary: 'Origin', 'Access-Control-Allow-Origin': origin }
}

/** Programs on this machine need no token; behind a proxy on this machine everybody would seem to be one of them. */
async function tellMetrics(parts: HttpParts, request: IncomingMessage): Promise<ApiAnswer> {
  if (request.method !== 'GET') return refuse('method-refused', 'This address takes GET.')
  const { origin, forwarded, via, 'x-forwarded-for': forwardedFor } = request.headers
  const isHere = isLoopbackAddress(request.socket.remoteAddress ?? '') && [origin, forwarded, via, forwardedFor].every((header) => header === undefined)
  const session = isHere ? ok() : await sessionOf(parts.api, { right: 'see-metrics' }, request)
  return session.ok ? ok({ text: parts.status.metrics(), type: 'text/plain; version=0.0.4; charset=utf-8' }) : session
}

async function callRoute(parts: HttpParts, request: IncomingMessage, pathname: string): Promise<ApiAnswer> {
  const here = ROUTES.filter(({ pattern }) => pattern.test(pathname))
  if (here.length === 0) return refuse('not-found')
  const route = here.find(({ method }) => method === request.method)
  if (!route) return refuse('method-refused', `This address takes ${here.map(({ method }) => method).join(' and ')}.`)
  if (!parts.api.standing.isHosting && !HOSTING_ROUTES.includes(route)) return refuse('not-hosting')
  const session = await sessionOf(parts.api, route, request)
  if (!session.ok) return session
  const body = await readBody(request, route)
  if (!body.ok) return body
  const params = route.pattern.exec(pathname)?.slice(1) ?? []
  const query = new URLSearchParams((request.url ?? '').split('?')[1])
  const call = { body: body.value, params, query, remoteAddress: request.socket.remoteAddress ?? '', authorization: request.headers.authorization }
  const answered = await handle(parts.api, route, call, session.value)
  if (answered.ok && route.method !== 'GET') await parts.api.standing.copied()
  return answered
}

function handle(api: ApiParts, route: Route, call: PublicCall, session: Session | undefined): ApiAnswer | Promise<ApiAnswer> {
  if (route.isPublic) return route.handle(api, call)
  return session ? route.handle(api, { ...call, session }) : refuse('token-missing')
}

async function sessionOf({ access, guesses }: ApiParts, route: { readonly isPublic?: boolean; readonly right?: ApiRight }, request: IncomingMessage): Promise<Result<ReturnType<ApiParts['access']['session']>, Refusal>> {
  if (route.isPublic) return ok(undefined)
  const token = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token === undefined) return refuse('token-missing')
  const session = access.session(token)
  if (!session) return refuse((await guesses.wrong(request.socket.remoteAddress ?? '')) === 'answer' ? 'session-unknown' : 'too-many-attempts')
  return route.right === undefined || mayAsk(route.right, session.person.role) ? ok(session) : refuse('role-refused')
}

async function readBody(request: IncomingMessage, { mostBytes: most = MAX_BODY_BYTES, takesParts = false }: Route): Promise<Result<unknown, Refusal>> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size <= most) chunks.push(chunk)
    // Reading a little on lets the sender finish and see the answer; leaving the loop cuts the connection.
    else if (size > most + DRAIN_BYTES) break
  }
  if (size > most) return refuse('request-too-large')
  if (takesParts) return ok(chunks)
  if (size === 0) return ok(undefined)
  try {
    return ok(JSON.parse(Buffer.concat(chunks).toString('utf8')) as unknown)
  } catch {
    return refuse('request-invalid', 'The body is not JSON.')
  }
}

async function send(parts: HttpParts, response: ServerResponse, answer: ApiAnswer, headers: Readonly<Record<string, string>>): Promise<void> {
  if (!answer.ok) {
    const { kind, status } = answer.error
    parts.status.countRefusal(kind)
    parts.report({ event: 'request-refused', error: kind })
    sendJson(response, status, refusalJson(answer.error), { ...headers, ...(status === 429 && { 'Retry-After': '3' }) })
  } else if ('file' in answer.value) await sendFile(parts, response, answer.value, headers)
  else if ('text' in answer.value) sendText(response, 200, answer.value, headers)
  else if ('bytes' in answer.value) sendBytes(response, answer.value, headers)
  else sendJson(response, 200, answer.value.json, headers)
}

function sendJson(response: ServerResponse, status: number, json: unknown, headers: Readonly<Record<string, string>>): void {
  sendText(response, status, { text: `${JSON.stringify(json)}\n`, type: 'application/json; charset=utf-8' }, headers)
}

function sendText(response: ServerResponse, status: number, { text, type }: TextAnswer, headers: Readonly<Record<string, string>>): void {
  const bytes = Buffer.from(text)
  response.writeHead(status, { ...API_HEADERS, ...headers, 'Content-Type': type, 'Content-Length': bytes.length })
  response.end(bytes)
}

function sendBytes(response: ServerResponse, { bytes, type, name }: BytesAnswer, headers: Readonly<Record<string, string>>): void {
  response.writeHead(200, { ...API_HEADERS, ...headers, 'Content-Type': type, 'Content-Length': bytes.length, 'Content-Disposition': `attachment; filename="${name}"` })
  response.end(bytes)
}

function refusalJson({ kind, message, details }: Refusal): unknown {
  return { error: kind, message, ...details }
}

const API_HEADERS = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  // An answer opened as a page must not run anything.
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
} as const

async function sendFile(parts: HttpParts, response: ServerResponse, { file, type }: FileAnswer, headers: Readonly<Record<string, string>>): Promise<void> {
  const size = await stat(file).then((found) => (found.isFile() ? found.size : undefined), () => undefined)
  if (size === undefined) return send(parts, response, refuse('archive-unknown'), headers)
  response.writeHead(200, { ...API_HEADERS, ...headers, 'Content-Type': type, 'Content-Length': size, 'Content-Disposition': 'attachment' })
  // Whoever breaks off a download is no error of ours, and after the head there is no other way to say one.
  await pipeline(createReadStream(file), response).catch(() => response.destroy())
}
