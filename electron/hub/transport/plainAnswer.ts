import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { httpOrigin } from '../addresses.ts'
import { refuseUpgrade } from '../sockets/refuseUpgrade.ts'

/**
 * Answers who comes from another machine without encryption: one page or one JSON object that says where to go. It
 * reads nothing of the request but what kind of answer it wants, and names the address that the request came to.
 */
export function createPlainAnswer(port: () => number): Server {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 10_000, keepAlive: false })
  server.maxRequestsPerSocket = 1
  const address = (socket: Duplex): string => httpOrigin('localAddress' in socket ? unmapped(String(socket.localAddress)) : 'localhost', port(), 'https')
  server.on('request', (request, response) => {
    const url = `${address(request.socket)}/`
    const isPage = (request.headers.accept ?? '').includes('text/html')
    const text = isPage ? pageFor(url) : `${JSON.stringify({ error: 'encryption-required', message: `This hub speaks https to other machines: ${url}`, url })}\n`
    response.writeHead(426, {
      'Content-Type': isPage ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Content-Type-Options': 'nosniff',
      'Referrer-Policy': 'no-referrer',
      'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
      Upgrade: 'TLS/1.2, HTTP/1.1',
      Connection: 'Upgrade, close',
    })
    response.end(text)
  })
  server.on('upgrade', (_request: IncomingMessage, socket: Duplex) => {
    socket.on('error', () => socket.destroy())
    refuseUpgrade(socket, '426 Upgrade Required')
  })
  return server
}

function pageFor(url: string): string {
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>会商 Huishang</title>
<h1><a href="${url}">${url}</a></h1>
<p>会商主机只接受加密连接，请打开上面的地址。浏览器会提醒证书不受信任：请先与投影或主机屏幕上的证书指纹核对，一致再继续。</p>
<p>The host computer takes encrypted connections only: open the address above. The browser will warn about the certificate;
compare its fingerprint with the one on the projector or the host's screen before you go on.</p>
</html>
`
}

/** IPv4 as IPv6 shows it on a socket that takes both. */
function unmapped(address: string): string {
  return address.replace(/^::ffff:/i, '')
}
