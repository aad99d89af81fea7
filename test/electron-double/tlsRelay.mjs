import { createHash, X509Certificate } from 'node:crypto'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { connect as connectTls, createSecureContext, TLSSocket } from 'node:tls'
import { generate } from 'selfsigned'
import { isThisMachine } from './origin.mjs'

const TLS_HANDSHAKE = 0x16

/** @typedef {readonly [Awaited<ReturnType<typeof makeCredentials>>, Awaited<ReturnType<typeof makeCredentials>>]} RelayCredentials */

/**
 * Chromium offers no way to decide about certificates from outside, so its TLS ends here: a proxy on this machine opens
 * the connection to the server, lets the app's verifier decide about the very certificate of that connection, and only
 * then answers Chromium, with a certificate that Chromium was told to take, or with one that it refuses as it refuses
 * any other. Not a byte of a request leaves before.
 * @param {import('./certificates.mjs').CertificateVerifier} verifier
 * @param {RelayCredentials} [credentials] of another session's relay: Chromium takes those of one only
 */
export async function startTlsRelay(verifier, credentials) {
  const both = credentials ?? (await Promise.all([makeCredentials('electron-double'), makeCredentials('electron-double refuses')]))
  const [taken, refused] = both
  const proxy = createServer((_request, response) => response.writeHead(501).end())
  proxy.on('connect', (request, socket) => {
    socket.on('error', () => socket.destroy())
    const url = new URL(`https://${request.url}`)
    const address = { host: url.hostname.replace(/^\[|\]$/g, ''), port: Number(url.port || 443) }
    // Nothing leaves this machine.
    if (!isThisMachine(url.href)) return void socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n')
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    socket.once('readable', () => {
      const first = socket.read(1)
      if (first === null) return void socket.destroy()
      socket.unshift(first)
      if (first[0] !== TLS_HANDSHAKE) join(socket, connect(address))
      else relay(socket, address)
      return undefined
    })
    return undefined
  })

  /** @param {import('node:stream').Duplex} socket @param {{ host: string, port: number }} address */
  function relay(socket, address) {
    const server = connectTls({ ...address, rejectUnauthorized: false, ALPNProtocols: ['http/1.1'] })
    server.once('error', () => socket.destroy())
    server.once('secureConnect', () => {
      void verifier.isAccepted(address.host, server).then((isAccepted) => {
        const client = new TLSSocket(/** @type {import('node:net').Socket} */ (socket), { isServer: true, secureContext: isAccepted ? taken.context : refused.context, ALPNProtocols: ['http/1.1'] })
        if (isAccepted) join(client, server)
        else {
          client.on('error', () => socket.destroy())
          client.resume()
          server.destroy()
        }
      })
    })
  }

  await new Promise((resolve) => {
    proxy.listen(0, '127.0.0.1', () => resolve(undefined))
  })
  proxy.unref()
  return { port: /** @type {import('node:net').AddressInfo} */ (proxy.address()).port, spki: taken.spki, credentials: both }
}

/** @param {import('node:stream').Duplex} a @param {import('node:stream').Duplex} b */
function join(a, b) {
  pour(a, b)
  pour(b, a)
}

/** @param {import('node:stream').Duplex} from @param {import('node:stream').Duplex} to */
function pour(from, to) {
  from.on('error', () => to.destroy())
  from.once('close', () => to.destroy())
  from.pipe(to)
}

/** @param {string} name */
async function makeCredentials(name) {
  const { private: key, cert } = await generate([{ name: 'commonName', value: name }], { keyType: 'ec', algorithm: 'sha256' })
  const spki = createHash('sha256').update(new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })).digest('base64')
  return { spki, context: createSecureContext({ key, cert }) }
}
