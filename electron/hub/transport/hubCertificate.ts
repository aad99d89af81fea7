import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, X509Certificate, type KeyObject } from 'node:crypto'
import { chmod, mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { err, ok, type Result } from '../../../shared/lib/result.ts'
import { keepAside } from '../keepAside.ts'
import { writeFileAtomic } from '../writeFileAtomic.ts'

/** What a hub proves itself with. */
export interface HubCertificate {
  /** PEM; the key is the secret. */
  readonly key: string
  readonly cert: string
  /** Stays for the life of the workspace: see `shared/lib/fingerprint.ts`. */
  readonly fingerprint: string
  /** SHA-256 of the certificate itself as browsers show it, `AB:CD:…`; another one after each renewal. */
  readonly certificateHash: string
}

export interface CertificateOptions {
  /** The workspace's folder. */
  readonly dataDir: string
  /** Addresses that others reach the hub by; loopback is always in. */
  readonly addresses: readonly string[]
  readonly now: Date
}

const DAY_MS = 86_400_000
/** Clocks in a room differ. */
const BACKDATED_MS = DAY_MS
/** Apple's systems take no certificate that is valid for longer than 825 days, and offer no way around. */
const VALID_MS = 820 * DAY_MS
const RENEWED_BEFORE_MS = 60 * DAY_MS
const OWN_NAME = 'Huishang'
const LOOPBACK = ['127.0.0.1', '::1']
/** A laptop that has been in many rooms must not carry the list of them all. */
const MOST_ADDRESSES = 30

/**
 * Opens `tls/key.pem` and `tls/cert.pem` of the workspace. The key is made once; the certificate is made anew, with the
 * same key, when it runs out or lacks an address. An administrator may put files of their own there: a certificate that
 * another authority signed is used as it is and never replaced.
 * @returns error `damaged` if the key can't be read. It is not replaced: people know this hub by it.
 */
export async function openHubCertificate({ dataDir, addresses, now }: CertificateOptions): Promise<Result<HubCertificate, { readonly kind: 'damaged'; readonly path: string }>> {
  const folder = join(dataDir, 'tls')
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const keyPath = join(folder, 'key.pem')
  const key = await openKey(keyPath)
  if (!key) {
    await keepAside(keyPath)
    return err({ kind: 'damaged', path: keyPath })
  }
  const certPath = join(folder, 'cert.pem')
  const kept = await readCertificate(certPath, key.object)
  if (kept && (!isOwn(kept) || isFresh(kept, addresses, now))) return ok(describe(key.pem, kept))
  const made = new X509Certificate(await makeCertificate(key, unionOf(addresses, kept), now))
  await writeFileAtomic(certPath, made.toString(), { mode: 0o600 })
  return ok(describe(key.pem, made))
}

/** Whether this one, as it is held, has to be made anew: never one of an administrator's. */
export function isOutdated({ cert }: HubCertificate, { addresses, now }: Pick<CertificateOptions, 'addresses' | 'now'>): boolean {
  const certificate = new X509Certificate(cert)
  return isOwn(certificate) && !isFresh(certificate, addresses, now)
}

/** Of a certificate in PEM or DER, as any side of a connection has it. @throws if it is none */
export function fingerprintOf(certificate: string | Buffer): string {
  return hashOfKey(new X509Certificate(certificate).publicKey)
}

interface Key {
  readonly pem: string
  readonly object: KeyObject
}

/** Undefined if there is a file that holds no private key. */
async function openKey(path: string): Promise<Key | undefined> {
  const pem = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
  if (pem !== undefined) {
    await chmod(path, 0o600).catch(() => undefined)
    try {
      return { pem, object: createPrivateKey(pem) }
    } catch {
      return undefined
    }
  }
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const made = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  await writeFileAtomic(path, made, { mode: 0o600 })
  return { pem: made, object: privateKey }
}

/** Undefined if there is none that fits the key: then one is made, and nobody misses the other. */
async function readCertificate(path: string, key: KeyObject): Promise<X509Certificate | undefined> {
  try {
    const certificate = new X509Certificate(await readFile(path))
    return certificate.checkPrivateKey(key) ? certificate : undefined
  } catch {
    return undefined
  }
}

function isOwn({ subject, issuer }: X509Certificate): boolean {
  return subject === `CN=${OWN_NAME}` && issuer === subject
}

function isFresh(certificate: X509Certificate, addresses: readonly string[], now: Date): boolean {
  const until = Date.parse(certificate.validTo)
  return until - now.getTime() > RENEWED_BEFORE_MS && Date.parse(certificate.validFrom) <= now.getTime() && addresses.every((address) => certificate.checkIP(address) !== undefined)
}

/** The newest first; IPv4 addresses of rooms that the machine was in before stay valid, so that coming back changes nothing. */
function unionOf(addresses: readonly string[], kept: X509Certificate | undefined): readonly string[] {
  const before = [...(kept?.subjectAltName ?? '').matchAll(/IP Address:([\d.]+)(?=,|$)/g)].map(([, address = '']) => address)
  return [...new Set([...LOOPBACK, ...addresses, ...before])].slice(0, MOST_ADDRESSES)
}

async function makeCertificate(key: Key, addresses: readonly string[], now: Date): Promise<string> {
  // Most hubs never leave loopback, and the library is large.
  const { generate } = await import('selfsigned')
  const notBeforeDate = new Date(now.getTime() - BACKDATED_MS)
  const { cert } = await generate([{ name: 'commonName', value: OWN_NAME }], {
    keyType: 'ec',
    curve: 'P-256',
    algorithm: 'sha256',
    keyPair: { privateKey: key.pem, publicKey: createPublicKey(key.object).export({ type: 'spki', format: 'pem' }).toString() },
    notBeforeDate,
    notAfterDate: new Date(notBeforeDate.getTime() + VALID_MS),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }, ...addresses.map((ip) => ({ type: 7 as const, ip }))] },
    ],
  })
  return cert
}

function describe(key: string, certificate: X509Certificate): HubCertificate {
  return { key, cert: certificate.toString(), fingerprint: hashOfKey(certificate.publicKey), certificateHash: certificate.fingerprint256 }
}

function hashOfKey(key: KeyObject): string {
  return createHash('sha256').update(key.export({ type: 'spki', format: 'der' })).digest('base64url')
}
