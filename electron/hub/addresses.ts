import { networkInterfaces } from 'node:os'

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::' || host === '[::]'
}

/** `http://host:port`, with the brackets that an IPv6 address needs. */
export function httpOrigin(host: string, port: number): string {
  return `http://${bracketed(host)}:${port}`
}

/** Where this machine itself reaches a hub that listens on `host`, whatever happens to its networks. */
export function ownOrigin(host: string, port: number): string {
  return httpOrigin(isWildcard(host) ? '127.0.0.1' : host, port)
}

/** Where others reach it: on a wildcard this machine's address on its network, if it is on one. */
export function shareOrigin(host: string, port: number): string {
  return isWildcard(host) ? httpOrigin(lanAddress() ?? '127.0.0.1', port) : httpOrigin(host, port)
}

/**
 * Whether a Host header names this hub. Anything else is a page of somebody else's whose name was made to point here
 * (DNS rebinding), or a mistake.
 */
export function isOwnHost(header: string | undefined, host: string, port: number): boolean {
  if (header === undefined) return false
  const given = header.toLowerCase()
  const named = isWildcard(host) ? ownAddresses() : [bracketed(host)]
  return [...named, ...LOOPBACK_NAMES].some((name) => given === `${name.toLowerCase()}:${port}` || (port === 80 && given === name.toLowerCase()))
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => bracketed(address)))
}

/** Bridges of containers and virtual machines are addresses too, but not ones that others reach. */
const VIRTUAL = /^(?:docker|br-|veth|virbr|vbox|vmnet|vEthernet|tun|tap|utun|zt)/i

function lanAddress(): string | undefined {
  const candidates = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
      .map(({ address }) => ({ address, isVirtual: VIRTUAL.test(name) })),
  )
  return (candidates.find(({ isVirtual }) => !isVirtual) ?? candidates[0])?.address
}

function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}
