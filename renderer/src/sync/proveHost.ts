import { HostProofAnswerSchema, hostProofText, type HostProofAnswer } from '../../../shared/api.ts'

const PATIENCE_MS = 4_000

/**
 * Asks the hub at `hubUrl` to prove that it knows the session of this token, without telling it the token. Only then is
 * it sent there. Null if there is no such hub, or no answer in time; also where the browser offers no cryptography
 * (a page over plain http).
 */
export async function proveHost(hubUrl: string, token: string): Promise<HostProofAnswer | null> {
  const { subtle } = globalThis.crypto as Partial<Crypto>
  if (!subtle) return null
  const tokenHash = await sha256(subtle, token)
  const nonce = base64url(crypto.getRandomValues(new Uint8Array(32)))
  const answer = await ask(hubUrl, { session: await sha256(subtle, tokenHash), nonce })
  if (!answer) return null
  const { proof, ...said } = answer
  const key = await subtle.importKey('raw', new TextEncoder().encode(tokenHash), { name: 'HMAC', hash: 'SHA-256' }, false, ['verify'])
  const isProved = await subtle.verify('HMAC', key, fromBase64url(proof), new TextEncoder().encode(hostProofText(said, nonce)))
  return isProved ? answer : null
}

async function ask(hubUrl: string, body: object): Promise<HostProofAnswer | null> {
  const init = { method: 'POST', credentials: 'omit', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body), signal: AbortSignal.timeout(PATIENCE_MS) } as const
  const json: unknown = await fetch(new URL('/api/hosting/proof', hubUrl), init).then((response) => (response.ok ? response.json() : null)).catch(() => null)
  const answer = HostProofAnswerSchema.safeParse(json)
  return answer.success ? answer.data : null
}

async function sha256(subtle: SubtleCrypto, text: string): Promise<string> {
  return base64url(new Uint8Array(await subtle.digest('SHA-256', new TextEncoder().encode(text))))
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
}

/** Nothing if it is no base64url: then it is no proof either. */
function fromBase64url(text: string): Uint8Array<ArrayBuffer> {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) => letter.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}
