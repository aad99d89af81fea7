import { app } from './app.mjs'
import { notImplemented, offerObject } from './offer.mjs'
import { originOf, toAppUrl, toBrowserUrl } from './origin.mjs'

/** Custom schemes: Electron's own process-wide state. Who answers them is each session's. */
const schemes = /** @type {Map<string, { standard?: boolean, secure?: boolean, supportFetchAPI?: boolean }>} */ (new Map())

const PRIVILEGES = ['standard', 'secure', 'bypassCSP', 'allowServiceWorkers', 'supportFetchAPI', 'corsEnabled', 'stream', 'codeCache', 'allowExtensions']
/** Which the mapping cannot honour; a promise that is not kept must not be given. */
/** Headers by which Chromium compares origins; others are the app's text and stay. */
const ORIGIN_HEADERS = ['content-security-policy', 'content-security-policy-report-only', 'access-control-allow-origin', 'location', 'link', 'refresh']
const UNMAPPED = ['bypassCSP', 'allowServiceWorkers', 'allowExtensions']

/** @typedef {(request: Request) => Response | Promise<Response>} ProtocolHandler */

/** A session's `protocol`. */
export function createProtocol() {
  const handlers = /** @type {Map<string, ProtocolHandler>} */ (new Map())
  return offerObject('protocol', {
    /** @param {readonly { scheme: string, privileges?: Record<string, boolean> }[]} customSchemes */
    registerSchemesAsPrivileged(customSchemes) {
      if (app.isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
      for (const { scheme, privileges = {} } of customSchemes) {
        for (const name of Object.keys(privileges)) {
          if (!PRIVILEGES.includes(name) || (UNMAPPED.includes(name) && privileges[name])) notImplemented(`the scheme privilege '${name}'`)
        }
        if (privileges['standard'] !== true) notImplemented(`a scheme that is not standard ('${scheme}')`)
        schemes.set(scheme.toLowerCase(), privileges)
      }
    },
    /** @param {string} scheme @param {(request: Request) => Response | Promise<Response>} handler */
    handle(scheme, handler) {
      if (!app.isReady()) throw new Error('Session can only be received when app is ready')
      if (handlers.has(scheme)) throw new Error(`Failed to register protocol: ${scheme}`)
      if (/^(https?|file)$/.test(scheme)) notImplemented(`protocol.handle for '${scheme}'`)
      // Electron takes other schemes too, but as opaque ones: no origin, no relative URLs, no fetch.
      if (!schemes.has(scheme)) notImplemented(`a scheme that is not registered as privileged ('${scheme}')`)
      handlers.set(scheme, handler)
    },
    /** @param {string} scheme */
    unhandle(scheme) {
      if (!handlers.delete(scheme)) throw new Error(`Failed to unhandle protocol: ${scheme}`)
    },
    /** @param {string} scheme */
    isProtocolHandled: (scheme) => handlers.has(scheme),
    /** @param {string} scheme */
    $handlerOf: (scheme) => handlers.get(scheme),
  })
}

/** The default session's, which Electron offers by this name too. */
export const protocol = createProtocol()

/** @param {string} url in the app's spelling */
export function browserUrl(url) {
  return toBrowserUrl(url, schemes)
}

/** Whether Chromium could load it in Electron: built in, or a handled custom scheme. @param {string} url in the app's spelling @param {ReturnType<typeof createProtocol>} own of the session */
export function isLoadable(url, own) {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(url)?.[1]?.toLowerCase() ?? ''
  return ['http', 'https', 'file', 'data', 'about', 'blob', 'devtools'].includes(scheme) || own.$handlerOf(scheme) !== undefined
}

/**
 * Answers one intercepted request to a custom scheme by the app's own handler.
 * @param {any} paused the parameters of Fetch.requestPaused
 * @param {ReturnType<typeof createProtocol>} own of the session
 * @returns {Promise<{ method: string, params: object }>} the CDP call that ends it
 */
export async function answer(paused, own) {
  const { requestId, request, resourceType } = paused
  const fail = (/** @type {string} */ errorReason) => ({ method: 'Fetch.failRequest', params: { requestId, errorReason } })
  const url = toAppUrl(request.url)
  const scheme = url.slice(0, url.indexOf(':'))
  const handler = own.$handlerOf(scheme)
  // Electron asks for no icon on its own; a failure would stand in the page's console.
  if (resourceType === 'Other' && url.endsWith('/favicon.ico')) return { method: 'Fetch.fulfillRequest', params: { requestId, responseCode: 204 } }
  if (handler === undefined) return fail('AddressUnreachable')
  const isFetch = resourceType === 'Fetch' || resourceType === 'XHR'
  if (isFetch && schemes.get(scheme)?.supportFetchAPI !== true) return fail('AccessDenied')
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) headers.set(name, inAppSpelling(String(value)))
  const body = request.postDataEntries?.map((/** @type {{ bytes?: string }} */ entry) => Buffer.from(entry.bytes ?? '', 'base64'))
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD' && body !== undefined
  try {
    const response = await handler(new Request(url, { method: request.method, headers, ...(hasBody ? { body: Buffer.concat(body) } : {}) }))
    if (response.type === 'error') return fail('Failed')
    const responseHeaders = [...response.headers].map(([name, value]) => ({ name, value: ORIGIN_HEADERS.includes(name) ? inBrowserSpelling(value) : value }))
    const bytes = Buffer.from(await response.arrayBuffer())
    return {
      method: 'Fetch.fulfillRequest',
      params: { requestId, responseCode: response.status, responsePhrase: response.statusText || 'OK', responseHeaders, body: bytes.toString('base64') },
    }
  } catch (error) {
    process.stderr.write(`electron-double: the handler of ${scheme}: failed on ${url}: ${String(/** @type {Error} */ (error)?.stack ?? error)}\n`)
    return fail('Failed')
  }
}

/** @param {string} value of a header such as Origin, Referer */
function inAppSpelling(value) {
  return value.startsWith('http') && toAppUrl(value) !== value ? toAppUrl(value) : value
}

/** A header such as Content-Security-Policy or Access-Control-Allow-Origin may name the app's origin. @param {string} value */
function inBrowserSpelling(value) {
  return value.replace(/[a-z][a-z0-9+.-]*:\/\/[^\s;,/'"]+/gi, (url) => (schemes.has(originOf(url).split(':')[0] ?? '') ? browserUrl(url).replace(/\/$/, '') : url))
}
