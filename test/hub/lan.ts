import { createSocket } from 'node:dgram'
import { networkInterfaces } from 'node:os'
import { request as httpsRequest } from 'node:https'
import { connect as connectTls, type PeerCertificate } from 'node:tls'
import { atEnd } from '../support/atEnd.ts'
import type { Answer } from './support.ts'

/** An address by which this machine is another machine to itself, or undefined where it is on no network at all. */
export const LAN_ADDRESS = Object.values(networkInterfaces())
  .flatMap((addresses) => addresses ?? [])
  .find(({ family, internal }) => family === 'IPv4' && !internal)?.address

export interface TlsAnswer extends Answer {
  readonly certificate: PeerCertificate
}

/** Asks over TLS and takes whatever certificate comes: the caller looks at it. */
export function requestTls(url: string, method: string, path: string, { token, body, headers = {} }: { token?: string; body?: unknown; headers?: Record<string, string> } = {}): Promise<TlsAnswer> {
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      `${url}${path}`,
      { method, rejectUnauthorized: false, agent: false, headers: { ...headers, ...(token !== undefined && { Authorization: `Bearer ${token}` }) } },
      (response) => {
        const certificate = (response.socket as unknown as { getPeerCertificate(): PeerCertificate }).getPeerCertificate()
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString()
          const json = text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : { text }
          resolve({ status: response.statusCode ?? 0, json, certificate })
        })
      },
    )
    request.on('error', reject)
    request.end(body === undefined ? undefined : JSON.stringify(body))
  })
}

/** The protocol agreed on when a client offers no more than `version`, or the error's code. */
export function handshake(url: string, version: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'): Promise<string> {
  const { hostname, port } = new URL(url)
  return new Promise((resolve) => {
    const socket = connectTls({ host: hostname, port: Number(port), rejectUnauthorized: false, maxVersion: version, minVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' })
    atEnd(async () => socket.destroy())
    socket.once('secureConnect', () => resolve(socket.getProtocol() ?? 'none'))
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
  })
}

/** Whether this machine hears what it sends to everybody on its network: containers and many offices let none of it pass. */
export function hearsMulticast(): Promise<boolean> {
  const group = '224.0.0.251'
  const socket = createSocket({ type: 'udp4', reuseAddr: true })
  return new Promise<boolean>((resolve) => {
    socket.once('error', () => resolve(false))
    socket.once('message', () => resolve(true))
    setTimeout(resolve, 500, false)
    socket.bind(0, () => {
      try {
        socket.addMembership(group, LAN_ADDRESS)
        socket.setMulticastInterface(LAN_ADDRESS ?? '')
        socket.send('?', socket.address().port, group, () => undefined)
      } catch {
        resolve(false)
      }
    })
  }).finally(() => socket.close())
}
