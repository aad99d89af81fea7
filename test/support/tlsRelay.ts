import { once } from 'node:events'
import { createServer, type Server } from 'node:tls'
import { connect } from 'node:tls'
import type { AddressInfo, Socket } from 'node:net'
import { generate } from 'selfsigned'

export interface Relay {
  readonly url: string
  /** First lines of what came through, decrypted. */
  readonly heard: readonly string[]
  close(): Promise<void>
}

/** Somebody in between: shows a certificate of its own and passes on to the hub whatever it is given to read. */
export async function startTlsRelay(hub: { readonly port: number }, host = '127.0.0.1', port = 0): Promise<Relay> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: 'Huishang' }], { keyType: 'ec', algorithm: 'sha256' })
  const heard: string[] = []
  const sockets = new Set<Socket>()
  const server: Server = createServer({ key, cert }, (socket) => {
    const onward = connect({ host: '127.0.0.1', port: hub.port, rejectUnauthorized: false })
    for (const one of [socket, onward]) {
      sockets.add(one)
      one.on('error', () => undefined)
      one.on('close', () => [socket, onward].forEach((either) => either.destroy()))
    }
    socket.once('data', (bytes: Buffer) => heard.push(bytes.toString().split('\r\n', 1)[0] ?? ''))
    socket.pipe(onward).pipe(socket)
  })
  server.on('tlsClientError', () => undefined)
  await once(server.listen(port, host), 'listening')
  return {
    url: `https://${host}:${(server.address() as AddressInfo).port}`,
    heard,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      for (const socket of sockets) socket.destroy()
      await closed
    },
  }
}
