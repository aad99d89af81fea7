import { networkInterfaces } from 'node:os'

const LOOPBACK_NAMES = ['localhost', '127.0.0.1', '[::1]']

export function isWildcard(host: string): boolean {
  return host === '0.0.0.0' || host === '::' || host === '[::]'
}

/** Whether it means this very machine, as a name to listen on or as the address of a peer. */
export function isLoopbackAddress(address: string): boolean {
  return address === 'localhost' || /^(?:::ffff:)?127\.\d+\.\d+\.\d+$/i.test(address) || address === '::1' || address === '[::1]'
}

/** `http://host:port`, with the brackets that an IPv6 address needs. */
export function httpOrigin(host: string, port: number, scheme: 'http' | 'https' = 'http'): string {
  return `${scheme}://${bracketed(host)}:${port}`
}

/** Where this machine itself reaches a hub that listens on `host`, whatever happens to its networks. */
export function ownOrigin(host: string, port: number): string {
  return httpOrigin(isWildcard(host) ? '127.0.0.1' : host, port)
}

/** Where others reach it: on a wildcard this machine's address on its network, if it is on one. */
export function shareOrigin(host: string, port: number, scheme: 'http' | 'https' = 'http'): string {
  const [address = '127.0.0.1'] = shareAddresses(host)
  return httpOrigin(address, port, scheme)
}

/** Every address that others may reach it by, the likeliest first; none if this machine is on no network. */
export function shareAddresses(host: string): readonly string[] {
  return isWildcard(host) ? lanAddresses() : [host]
}

/**
 * Whether a Host header names this hub. Anything else is a page of somebody else's whose name was made to point here
 * (DNS rebinding), or a mistake.
 */
export function isOwnHost(header: string | undefined, host: string, port: number): boolean {
  if (header === undefined) return false
  const given = header.toLowerCase()
  const named = isWildcard(host) ? ownAddresses() : [bracketed(host)]
  const isUsual = port === 80 || port === 443
  return [...named, ...LOOPBACK_NAMES].some((name) => given === `${name.toLowerCase()}:${port}` || (isUsual && given === name.toLowerCase()))
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((addresses) => (addresses ?? []).map(({ address }) => bracketed(address)))
}

/** Bridges of containers and virtual machines are addresses too, but not ones that others reach. */
const VIRTUAL = /^(?:docker|br-|veth|virbr|vbox|vmnet|vEthernet|tun|tap|utun|zt)/i

function lanAddresses(): readonly string[] {
  const candidates = Object.entries(networkInterfaces()).flatMap(([name, addresses]) =>
    (addresses ?? [])
      .filter(({ family, internal, address }) => family === 'IPv4' && !internal && !address.startsWith('169.254.'))
      .map(({ address }) => ({ address, isVirtual: VIRTUAL.test(name) })),
  )
  const real = candidates.filter(({ isVirtual }) => !isVirtual)
  return (real.length > 0 ? real : candidates).map(({ address }) => address)
}

function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}
