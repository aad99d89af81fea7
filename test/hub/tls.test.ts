import { X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { connect as connectTcp } from 'node:net'
import { join } from 'node:path'
import { WebSocket } from 'ws'
import { expect, test } from 'vitest'
import { createHub } from '../../electron/hub/createHub.ts'
import { fingerprintOf, openHubCertificate } from '../../electron/hub/transport/hubCertificate.ts'
import { fingerprintDigits, isFingerprint } from '../../shared/lib/fingerprint.ts'
import { splitInvitation } from '../../shared/lib/invitationLink.ts'
import { atEnd } from '../support/atEnd.ts'
import { emptyFolder } from '../support/emptyFolder.ts'
import { connect, openRaw } from './connect.ts'
import { handshake, LAN_ADDRESS, requestTls } from './lan.ts'
import { eventually, hubOptions, joinHub, NOON, request, startHub } from './support.ts'

const DAY_MS = 86_400_000

function tlsUrl(url: string): string {
  return url.replace('http:', 'https:')
}

async function certificateIn(dataDir: string, addresses: readonly string[], now = NOON) {
  const opened = await openHubCertificate({ dataDir, addresses, now })
  if (!opened.ok) throw new Error(opened.error.kind)
  return { ...opened.value, x509: new X509Certificate(opened.value.cert) }
}

test('[H5] a hub on loopback has no certificate and speaks plain http', async () => {
  const hub = await startHub()
  expect(hub.network()).toEqual({ host: '127.0.0.1', port: Number(new URL(hub.url).port), isShared: false, shareUrl: hub.url, addresses: [], fingerprint: null, certificateHash: null })
  expect(await readdir(hub.dataDir)).not.toContain('tls')
})

test('[H5] a hub on the network speaks TLS on the same port; the fingerprint in the invitation is that of the key it proves', async () => {
  const hub = await startHub({ host: '0.0.0.0' })
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const { json } = await request(hub.url, 'POST', '/api/invitations', token, { role: 'observer' })
  const { fingerprint = '' } = splitInvitation(String(json['link']))
  const network = hub.network()
  expect(json).toEqual({
    invite: expect.any(String),
    link: `${network.shareUrl}/#/join/${String(json['invite'])}.${fingerprint}`,
    addresses: network.addresses,
    fingerprint,
    certificateHash: network.certificateHash,
  })
  expect([network.shareUrl.startsWith('https://'), isFingerprint(fingerprint), new URL(hub.url).protocol]).toEqual([true, true, 'http:'])

  // The whole link is taken as an invitation, by a program that does not take it apart.
  const joined = await requestTls(tlsUrl(hub.url), 'POST', '/api/join', { body: { invite: json['link'], name: '列席' } })
  expect([joined.status, fingerprintOf(joined.certificate.raw), joined.certificate.fingerprint256]).toEqual([200, fingerprint, network.certificateHash])
})

test('[H5] a stock y-websocket client works over TLS', async () => {
  const hub = await startHub({ host: '0.0.0.0' })
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  class Trusting extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { rejectUnauthorized: false })
    }
  }
  const { provider } = connect(tlsUrl(hub.url), 'directory', token, Trusting as never)
  await eventually(() => expect(provider.synced).toBe(true))
})

test.skipIf(LAN_ADDRESS === undefined)('[H5] plain http from another machine is told the https address and nothing else', async () => {
  const hub = await startHub({ host: '0.0.0.0' })
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const { port } = new URL(hub.url)
  const plain = `http://${LAN_ADDRESS}:${port}`
  const told = { error: 'encryption-required', message: expect.any(String), url: `https://${LAN_ADDRESS}:${port}/` }
  expect(await Promise.all([
    request(plain, 'GET', '/api/session', token),
    request(plain, 'POST', '/api/join', undefined, { invite: 'K7QX-M2PD-9RTW', name: 'x' }),
    request(plain, 'GET', '/healthz'),
  ])).toEqual(Array.from({ length: 3 }, () => ({ status: 426, json: told })))
  const page = await fetch(plain, { headers: { accept: 'text/html' }, redirect: 'manual' })
  expect([page.status, (await page.text()).includes(`<a href="https://${LAN_ADDRESS}:${port}/">`)]).toEqual([426, true])
  expect(await openRaw(plain, '/sync/directory', ['huishang', token])).toMatchObject({ opened: false, code: 426 })
  // And the same over TLS, from the same machine.
  expect((await requestTls(`https://${LAN_ADDRESS}:${port}`, 'GET', '/api/session', { token })).status).toBe(200)
})

test.skipIf(LAN_ADDRESS === undefined)('[H5] where somebody has chosen plain http, it stays plain for everybody', async () => {
  const hub = await startHub({ host: '0.0.0.0', transport: 'plain' })
  const plain = `http://${LAN_ADDRESS}:${new URL(hub.url).port}`
  expect(hub.network()).toMatchObject({ isShared: true, fingerprint: null, certificateHash: null })
  expect([(await request(plain, 'GET', '/healthz')).status, hub.network().shareUrl.startsWith('http://')]).toEqual([200, true])
  expect(await readdir(hub.dataDir)).not.toContain('tls')
})

test.skipIf(LAN_ADDRESS === undefined)('[H5] a hub on one address of the network is there for its own machine too', async () => {
  const hub = await startHub({ host: LAN_ADDRESS ?? '' })
  expect([hub.url, (await request(hub.url, 'GET', '/healthz')).status]).toEqual([expect.stringMatching(/^http:\/\/127\.0\.0\.1:/), 200])
  expect((await requestTls(hub.network().shareUrl, 'GET', '/healthz')).status).toBe(200)
})

test.skipIf(LAN_ADDRESS === undefined)('[H5] a hub moves to the network and back: its own window stays connected, others come and are cut', async () => {
  const hub = await startHub()
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const own = connect(hub.url, 'directory', token)
  await eventually(() => expect(own.provider.synced).toBe(true))

  expect(await hub.moveTo('0.0.0.0')).toEqual({ ok: true })
  const { shareUrl, port } = hub.network()
  const other = new WebSocket(`wss://${LAN_ADDRESS}:${port}/sync/directory`, ['huishang', token], { rejectUnauthorized: false })
  atEnd(async () => other.terminate())
  await once(other, 'open')
  expect(shareUrl.startsWith('https://')).toBe(true)

  expect(await hub.moveTo('127.0.0.1')).toEqual({ ok: true })
  await once(other, 'close')
  expect([own.closeCodes, own.provider.wsconnected, hub.network().isShared]).toEqual([[], true, false])
  await expect(requestTls(`https://${LAN_ADDRESS}:${port}`, 'GET', '/healthz')).rejects.toThrow('ECONNREFUSED')
  // The same certificate again, and no address that does not exist.
  expect((await hub.moveTo('203.0.113.9')).ok).toBe(false)
  expect((await request(hub.url, 'GET', '/healthz')).status).toBe(200)
})

test('[H3] DNS rebinding over https: a foreign name is refused before anything else', async () => {
  const hub = await startHub({ host: '0.0.0.0' })
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const { port } = new URL(hub.url)
  const answers = await Promise.all(
    [`evil.example:${port}`, 'evil.example', `127.0.0.1:${port}`].map((host) => requestTls(tlsUrl(hub.url), 'GET', '/api/session', { token, headers: { host } })),
  )
  expect(answers.map(({ status }) => status)).toEqual([421, 421, 200])
  expect(await rawTls(hub.url, token, { Host: `evil.example:${port}` })).toBe(421)
})

test('[H3] cross-origin WebSocket over TLS: only pages of this very origin and the desktop get in', async () => {
  const hub = await startHub({ host: '0.0.0.0', allowOrigins: ['https://portal.example'] })
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const own = tlsUrl(hub.url)
  const origins = [own, 'app://huishang', 'https://portal.example', 'https://evil.example', hub.url, 'null', `${own}.evil.example`, 'https://127.0.0.1']
  const codes = await Promise.all(origins.map((origin) => rawTls(hub.url, token, { Origin: origin })))
  expect(codes).toEqual([101, 101, 101, 403, 403, 403, 403, 403])
  const pages = await Promise.all(origins.map(async (origin) => (await requestTls(own, 'GET', '/api/session', { token, headers: { origin } })).status))
  expect(pages).toEqual([200, 200, 200, 403, 403, 403, 403, 403])
})

test('[H5] an origin of https is none of the plain side, and the other way round', async () => {
  const hub = await startHub({ host: '0.0.0.0' })
  const { token } = await joinHub(hub.url, hub.secretaryInvite, '王秘书')
  const statuses = await Promise.all([hub.url, tlsUrl(hub.url)].map(async (origin) => (await fetch(`${hub.url}/api/session`, { headers: { origin, authorization: `Bearer ${token}` } })).status))
  expect(statuses).toEqual([200, 403])
})

test('[H5] nothing older than TLS 1.2', async () => {
  const hub = await startHub({ host: '0.0.0.0' })
  expect([await handshake(hub.url, 'TLSv1.1'), await handshake(hub.url, 'TLSv1.2'), await handshake(hub.url, 'TLSv1.3')]).toEqual([expect.stringMatching(/^E/), 'TLSv1.2', 'TLSv1.3'])
})

test('[H5] key and certificate are readable by their owner only, and made once', async () => {
  const dataDir = await emptyFolder()
  const first = await certificateIn(dataDir, ['192.168.1.5'])
  const modes = await Promise.all(['key.pem', 'cert.pem'].map(async (name) => (await stat(join(dataDir, 'tls', name))).mode & 0o777))
  const again = await certificateIn(dataDir, ['192.168.1.5'])
  expect([modes, again.cert === first.cert, again.key === first.key]).toEqual([[0o600, 0o600], true, true])
  // An administrator copied the folder carelessly.
  await chmod(join(dataDir, 'tls', 'key.pem'), 0o644)
  await certificateIn(dataDir, [])
  expect((await stat(join(dataDir, 'tls', 'key.pem'))).mode & 0o777).toBe(0o600)
})

test('[H5] a new address or an old certificate makes a new one with the same key: the fingerprint people know stays', async () => {
  const dataDir = await emptyFolder()
  const first = await certificateIn(dataDir, ['192.168.1.5'])
  const moved = await certificateIn(dataDir, ['10.0.0.7', 'fd00::7'])
  const back = await certificateIn(dataDir, ['192.168.1.5'])
  const late = await certificateIn(dataDir, ['192.168.1.5'], new Date(NOON.getTime() + 790 * DAY_MS))
  expect([moved, back, late].map(({ fingerprint }) => fingerprint)).toEqual([first.fingerprint, first.fingerprint, first.fingerprint])
  expect(new Set([first, moved, back, late].map(({ certificateHash }) => certificateHash)).size).toBe(3)
  expect([back.cert === moved.cert, moved.x509.checkIP('192.168.1.5'), moved.x509.checkIP('fd00::7'), moved.x509.checkHost('localhost')]).toEqual([true, '192.168.1.5', 'fd00::7', 'localhost'])
  // Apple's systems refuse certificates that are valid for longer than 825 days.
  const days = (Date.parse(late.x509.validTo) - Date.parse(late.x509.validFrom)) / DAY_MS
  expect([days <= 825, Date.parse(late.x509.validFrom) < NOON.getTime() + 790 * DAY_MS]).toEqual([true, true])
})

test("[H5] an administrator's own certificate is used as it is", async () => {
  const [dataDir, other] = [await emptyFolder(), await emptyFolder()]
  const own = await certificateIn(other, ['192.168.1.5'])
  const { generate } = await import('selfsigned')
  const spki = new X509Certificate(own.cert).publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const issued = await generate([{ name: 'commonName', value: 'meeting.city.example' }], { keyType: 'ec', algorithm: 'sha256', keyPair: { privateKey: own.key, publicKey: spki } })
  await mkdir(join(dataDir, 'tls'))
  await writeFile(join(dataDir, 'tls', 'key.pem'), own.key)
  await writeFile(join(dataDir, 'tls', 'cert.pem'), issued.cert)
  const used = await certificateIn(dataDir, ['10.0.0.7'], new Date(NOON.getTime() + 5000 * DAY_MS))
  expect([used.x509.subject, used.fingerprint]).toEqual(['CN=meeting.city.example', own.fingerprint])
})

test('[H5] a damaged key is kept and named, never replaced; a damaged certificate is made anew', async () => {
  const dataDir = await emptyFolder()
  const first = await certificateIn(dataDir, ['192.168.1.5'])
  await writeFile(join(dataDir, 'tls', 'cert.pem'), 'torn')
  expect((await certificateIn(dataDir, ['192.168.1.5'])).fingerprint).toBe(first.fingerprint)
  await writeFile(join(dataDir, 'tls', 'key.pem'), 'torn')
  const started = await createHub(hubOptions(dataDir, { host: '0.0.0.0' }))
  expect(started).toEqual({ ok: false, error: { kind: 'damaged', path: join(dataDir, 'tls', 'key.pem') } })
  expect(await readFile(join(dataDir, 'tls', 'key.pem.damaged'), 'utf8')).toBe('torn')
  // Nothing of the failed start is left: the folder and the port are free.
  expect((await startHub({ dataDir })).network().isShared).toBe(false)
})

test('[H5] what is neither TLS nor HTTP is cut, and the others go on', async () => {
  const hub = await startHub({ host: '0.0.0.0' })
  const { port } = new URL(hub.url)
  const speak = async (bytes: Buffer): Promise<void> => {
    const socket = connectTcp(Number(port), '127.0.0.1')
    socket.on('error', () => undefined)
    socket.resume()
    atEnd(async () => socket.destroy())
    socket.write(bytes)
    await once(socket, 'close')
  }
  // A handshake that is none, one that breaks off, bytes of nothing.
  await Promise.all([speak(Buffer.from([0x16, 3, 1, 0, 5, 1, 2, 3, 4, 5])), speak(Buffer.from([0, 1, 2, 3, 10, 10])), speak(Buffer.from('GET / HTTP/9.9\r\n\r\n'))])
  expect((await request(hub.url, 'GET', '/healthz')).status).toBe(200)
})

test('[H5] the check code that people compare is twenty digits of the fingerprint', () => {
  const zero = 'A'.repeat(43)
  const other = `${'A'.repeat(42)}Q`
  expect([fingerprintDigits(zero), fingerprintDigits(other), fingerprintDigits('_'.repeat(43))]).toEqual(['0000 0000 0000 0000 0000', '0000 0000 0000 0000 0016', expect.stringMatching(/^(\d{4} ){4}\d{4}$/)])
})

/** Status of an upgrade over TLS: 101 if it was taken. */
function rawTls(url: string, token: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve) => {
    const socket = new WebSocket(`${url.replace('http:', 'wss:')}/sync/directory`, ['huishang', token], { headers, rejectUnauthorized: false })
    atEnd(async () => socket.terminate())
    socket.on('open', () => resolve(101))
    socket.on('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0))
    socket.on('error', () => undefined)
  })
}
